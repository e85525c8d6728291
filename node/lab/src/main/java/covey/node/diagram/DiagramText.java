package covey.node.diagram;

import java.util.function.IntFunction;

/** Makes untrusted text suitable for one line of a diagram. */
final class DiagramText {
  private static final int MOST_CHARACTERS = 400;

  private DiagramText() {}

  /**
   * Returns the text, truncated, with '?' for control characters, invisible characters and
   * characters that XML does not allow.
   */
  static String line(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(MOST_CHARACTERS)
        .forEach(c -> line.appendCodePoint(isHarmful(c) ? '?' : c));
    return text.codePointCount(0, text.length()) > MOST_CHARACTERS
        ? line.append('\u2026').toString()
        : line.toString();
  }

  private static boolean isHarmful(int codePoint) {
    boolean isNoCharacter = (codePoint & 0xFFFE) == 0xFFFE;
    return isNoCharacter
        || switch (Character.getType(codePoint)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              true;
          default -> false;
        };
  }

  /**
   * Returns one line in which every character that may have a meaning in a diagram language, alone
   * or doubled, is replaced by {@code escape}.
   */
  static String escaped(String text, IntFunction<String> escape) {
    StringBuilder safe = new StringBuilder();
    String line = line(text);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean doubled = i > 0 && line.charAt(i - 1) == c;
      if (isPlain(c) || ((c == ':' || c == '/' || c == '-') && !doubled)) {
        safe.append(c);
      } else {
        safe.append(escape.apply(c));
      }
    }
    return safe.toString();
  }

  private static boolean isPlain(int c) {
    return c > 0x7F
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == ' '
        || c == '.'
        || c == ','
        || c == '('
        || c == ')';
  }
}
