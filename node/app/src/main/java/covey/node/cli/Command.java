package covey.node.cli;

import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all commands have: help, state folder, and the way they fail. */
abstract class Command implements Callable<Integer> {
  /** Exit code of a command that did what it was told. */
  static final int DONE = 0;

  private final Surroundings surroundings;

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

  Command(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Does what the command is for and returns the exit code. */
  abstract int run() throws IOException, NodeProblem, InterruptedException;

  @Override
  public final Integer call() throws Exception {
    System.setProperty("covey.log.level", verbose ? "DEBUG" : logLevel());
    if (verbose) {
      System.setProperty("covey.log.trace", "%ex");
    }
    return run();
  }

  /** The commands within this one, by name. */
  Map<String, Command> commands() {
    return Map.of();
  }

  /** What is logged unless --verbose is given. */
  String logLevel() {
    return "ERROR";
  }

  /** Name of the state folder among those of the user's programs. */
  String stateName() {
    return "covey";
  }

  final Path state() {
    Path folder = state;
    return folder == null ? surroundings.defaultState(stateName()) : folder;
  }

  final boolean isStateGiven() {
    return state != null;
  }

  final boolean isVerbose() {
    return verbose;
  }

  final Screen screen() {
    return surroundings.screen();
  }

  final Ending ending() {
    return surroundings.ending();
  }

  /** One line on stdout, made safe for a terminal. */
  final void say(String line) {
    screen().out().println(Plain.line(line));
  }

  /** Wrong usage, with that line, unless it holds. */
  static void check(boolean holds, String line) throws NodeProblem {
    if (!holds) {
      throw wrongUsage(line);
    }
  }

  static NodeProblem wrongUsage(String line) {
    return new NodeProblem(NodeProblem.Kind.INVALID, line);
  }
}
