package covey.node.cli.text;

import org.jspecify.annotations.Nullable;

/** Text from the network, made safe for a terminal. */
public final class TerminalText {
  private TerminalText() {}

  /**
   * One line without control characters, escape sequences, or marks that turn the direction of
   * writing: each becomes '?'.
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
