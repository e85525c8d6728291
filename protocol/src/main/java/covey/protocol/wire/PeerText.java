package covey.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Human-readable text on the wire: made safe to print on arrival, truncated before sending. */
final class PeerText {
  private static final int REPLACEMENT = 0xFFFD;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private PeerText() {}

  /**
   * Returns the text with U+FFFD in place of characters that could control a terminal or disguise a
   * name: control characters, line separators and invisible format characters.
   */
  static String cleaned(String text) {
    if (text.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().map(c -> harmless(c) ? c : REPLACEMENT).forEach(clean::appendCodePoint);
    return clean.toString();
  }

  /** Returns the longest prefix of the text that has at most {@code mostBytes} bytes of UTF-8. */
  static String clipped(String text, int mostBytes) {
    if (text.length() <= mostBytes / 3) {
      return text;
    }
    byte[] utf8 = text.getBytes(UTF_8);
    if (utf8.length <= mostBytes) {
      return text;
    }
    int end = mostBytes;
    while ((utf8[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(utf8, 0, end, UTF_8);
  }

  private static boolean harmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      // Emoji and several scripts need the joiners; all other format characters,
      // such as those that change the writing direction, only help to deceive.
      case Character.FORMAT -> codePoint == ZERO_WIDTH_NON_JOINER || codePoint == ZERO_WIDTH_JOINER;
      default -> true;
    };
  }
}
