package covey.protocol.content;

/** Text from anywhere, made fit to stand in a sentence on a terminal or in a log. */
final class Printable {
  /** Characters shown of a text; what is longer is cut. */
  private static final int SHOWN = 80;

  private Printable() {}

  /** The text in quotes, cut, with everything that could steer a terminal shown as its number. */
  static String quote(String text) {
    StringBuilder shown = new StringBuilder("\"");
    text.codePoints()
        .limit(SHOWN)
        .forEach(
            c -> {
              if (isUnprintable(c)) {
                shown.append("\\u{").append(Integer.toHexString(c)).append('}');
              } else {
                shown.appendCodePoint(c);
              }
            });
    if (text.codePointCount(0, text.length()) > SHOWN) {
      shown.append('…');
    }
    return shown.append('"').toString();
  }

  /**
   * Whether a code point could steer a terminal or hide what a name is: control characters, line
   * separators, halves of surrogate pairs, and Unicode's Bidi_Control characters. Joiners are left
   * alone: Persian names and emoji need them.
   */
  static boolean isUnprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> isBidiControl(codePoint);
    };
  }

  private static boolean isBidiControl(int c) {
    return c == 0x061C
        || (c >= 0x200E && c <= 0x200F)
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
