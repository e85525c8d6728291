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

/** What all commands have: help, state folder, and the way they fail. */
public abstract class Command implements Callable<Integer> {
  /** Exit code of a command that did what it was told. */
  protected static final int DONE = 0;

  private final CommandContext context;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and end.")
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
      description = "State folder; default: COVEY_STATE, else below ~/.local/state.")
  private @Nullable Path state;

  protected Command(CommandContext context) {
    this.context = context;
  }

  /** Does what the command is for and returns the exit code. */
  protected abstract int run() throws IOException, NodeProblem, InterruptedException;

  @Override
  public final Integer call() throws Exception {
    System.setProperty("covey.log.level", verbose ? "DEBUG" : logLevel());
    if (verbose) {
      System.setProperty("covey.log.trace", "%ex");
    }
    return run();
  }

  /** The commands within this one, by name. */
  public Map<String, Command> commands() {
    return Map.of();
  }

  /** What is logged unless --verbose is given. */
  protected String logLevel() {
    return "ERROR";
  }

  /** Name of the state folder among those of the user's programs. */
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

  /** One line on stdout, made safe for a terminal. */
  protected final void say(String line) {
    screen().out().println(TerminalText.line(line));
  }

  /** Wrong usage, with that line, unless it holds. */
  public static void check(boolean holds, String line) throws NodeProblem {
    if (!holds) {
      throw wrongUsage(line);
    }
  }

  public static NodeProblem wrongUsage(String line) {
    return new NodeProblem(NodeProblem.Kind.INVALID, line);
  }
}
