package covey.node.cli.text;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command prints: results to {@code out}, progress and logs to {@code err}.
 *
 * @param colours whether results may be coloured
 * @param bars whether progress may be drawn
 */
public record Screen(PrintStream out, PrintStream err, boolean colours, boolean bars) {
  /**
   * Returns the screen of this process. Java cannot tell whether stderr is a terminal, so the
   * launcher sets the properties covey.terminal.out and covey.terminal.err.
   */
  public static Screen ofProcess(Map<String, String> environment) {
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    return new Screen(
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        !plain && Boolean.getBoolean("covey.terminal.out"),
        // The command line's contract: no bars unless stdout is a terminal.
        !plain
            && Boolean.getBoolean("covey.terminal.out")
            && Boolean.getBoolean("covey.terminal.err"));
  }

  /** Prints a line on stderr. */
  public void note(String line) {
    err.println(line);
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
