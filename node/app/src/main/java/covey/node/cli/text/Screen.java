package covey.node.cli.text;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command prints: results to {@code out}, progress and logs to {@code err}.
 *
 * @param colours results may be coloured
 * @param bars progress may be drawn
 */
public record Screen(PrintStream out, PrintStream err, boolean colours, boolean bars) {
  /**
   * This process's own. Java cannot tell whether stderr is a terminal, so the launcher says it in
   * the properties covey.terminal.out and covey.terminal.err.
   */
  public static Screen ofProcess(Map<String, String> environment) {
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    return new Screen(
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        !plain && Boolean.getBoolean("covey.terminal.out"),
        // A bar is drawn over itself, so results must not come in between on the same terminal
        // unasked: it needs stdout to be one too, as cli.md has it.
        !plain
            && Boolean.getBoolean("covey.terminal.out")
            && Boolean.getBoolean("covey.terminal.err"));
  }

  /** One line on stderr. */
  public void note(String line) {
    err.println(line);
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
