package covey.node.cli;

import covey.node.cli.command.CommandContext;
import covey.node.cli.command.ProcessShutdown;
import covey.node.cli.text.Screen;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs commands that end by themselves in the tests' process, without starting a JVM. */
public final class CommandInTestProcess {
  private CommandInTestProcess() {}

  /** Runs a command and returns its exit code. */
  public static int run(
      List<String> arguments, Map<String, String> environment, OutputStream out, OutputStream err) {
    Screen screen = new Screen(utf8(out), utf8(err), false, false);
    return Covey.run(arguments, new CommandContext(screen, environment, new ProcessShutdown()));
  }

  private static PrintStream utf8(OutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
