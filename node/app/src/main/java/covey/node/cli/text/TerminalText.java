package covey.node.cli.text;

import org.jspecify.annotations.Nullable;

/** Text that is safe to print on a terminal, also if it comes from the network. */
public final class TerminalText {
  private TerminalText() {}

  /**
   * Returns the text on one line, with '?' for each control character and each mark that changes
   * the direction of text.
   */
  public static String line(@Nullable String text) {
    if (text == null) {
      return "";
    }
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> safe.appendCodePoint(isHarmful(c) ? '?' : c));
    return safe.toString();
  }

  private static boolean isHarmful(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
