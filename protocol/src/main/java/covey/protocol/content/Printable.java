package covey.protocol.content;

/** Makes untrusted text safe to print on a terminal or in a log. */
final class Printable {
  /** The maximum number of characters shown; longer text is truncated. */
  private static final int SHOWN = 80;

  private Printable() {}

  /**
   * Returns the text in quotes, truncated, with characters that could control a terminal shown as
   * numbers.
   */
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
   * Returns whether a code point could control a terminal or disguise a name: control characters,
   * line separators, unpaired surrogates, and Unicode's Bidi_Control characters. Joiners are
   * allowed: Persian names and emoji need them.
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
