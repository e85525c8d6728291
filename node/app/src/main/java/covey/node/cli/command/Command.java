package covey.node.cli.command;

import covey.node.cli.text.Screen;
import covey.node.cli.text.TerminalText;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command: its common options, its context, and how it reports wrong usage. */
public abstract class Command implements Callable<Integer> {
  /** Exit code of success. */
  protected static final int DONE = 0;

  private final CommandContext context;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean help;

  @Option(
      names = "--verbose",
      fallbackValue = "true",
      description = "Show stack traces and log more.")
  private boolean verbose;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "State folder; default: one in ~/.local/state.")
  private @Nullable Path state;

  protected Command(CommandContext context) {
    this.context = context;
  }

  /** Runs the command and returns its exit code. */
  protected abstract int run() throws IOException, NodeProblem, InterruptedException;

  @Override
  public final Integer call() throws Exception {
    System.setProperty("covey.log.level", verbose ? "DEBUG" : logLevel());
    if (verbose) {
      System.setProperty("covey.log.trace", "%ex");
    }
    return run();
  }

  /** Returns the subcommands, by name. */
  public Map<String, Command> commands() {
    return Map.of();
  }

  /** Returns the log level without --verbose. */
  protected String logLevel() {
    return "ERROR";
  }

  /** Returns the name of the default state folder in ~/.local/state. */
  public String stateName() {
    return "covey";
  }

  protected final Path state() {
    Path folder = state;
    return folder == null ? context.defaultState(stateName()) : folder;
  }

  final boolean isStateGiven() {
    return state != null;
  }

  public final boolean isVerbose() {
    return verbose;
  }

  protected final CommandContext context() {
    return context;
  }

  protected final Screen screen() {
    return context.screen();
  }

  protected final ProcessShutdown shutdown() {
    return context.shutdown();
  }

  /** Prints a line on stdout, made safe for a terminal. */
  protected final void say(String line) {
    screen().out().println(TerminalText.line(line));
  }

  /** Sets the line that is printed when a signal arrives, below a progress line if there is one. */
  protected final void messageOnSignal(String message) {
    shutdown().messageOnSignal((screen().bars() ? System.lineSeparator() : "") + message);
  }

  /** Throws wrong usage with this message unless {@code holds}. */
  public static void check(boolean holds, String line) throws NodeProblem {
    if (!holds) {
      throw wrongUsage(line);
    }
  }

  /** Returns wrong usage, which ends the process with exit code 2. */
  public static NodeProblem wrongUsage(String line) {
    return new NodeProblem(NodeProblem.Kind.INVALID, line);
  }
}
