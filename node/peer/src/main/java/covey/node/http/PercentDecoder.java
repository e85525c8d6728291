package covey.node.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes percent-encoding (RFC 3986); accepts strictly well-formed UTF-8 only. */
final class PercentDecoder {
  private PercentDecoder() {}

  /** Decodes one path segment; rejects slashes, control characters, "." and "..". */
  static String pathPart(String raw) throws HttpProblem {
    String part = decode(raw);
    if (part.equals(".")
        || part.equals("..")
        || part.indexOf('/') >= 0
        || part.indexOf('\\') >= 0) {
      throw HttpProblem.badRequest("a part of the path is not allowed");
    }
    return part;
  }

  /** Decodes a key or value of a query, where "+" is a space. */
  static String queryPart(String raw) throws HttpProblem {
    return decode(raw.replace('+', ' '));
  }

  private static String decode(String raw) throws HttpProblem {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    int at = 0;
    while (at < raw.length()) {
      char c = raw.charAt(at);
      if (c == '%') {
        bytes.write(hexByte(raw, at + 1));
        at += 3;
      } else if (c < 0x80) {
        bytes.write(c);
        at++;
      } else {
        throw malformed();
      }
    }
    String text = utf8(bytes.toByteArray());
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw malformed();
    }
    return text;
  }

  private static int hexByte(String raw, int at) throws HttpProblem {
    if (at + 2 > raw.length()) {
      throw malformed();
    }
    int high = Character.digit(raw.charAt(at), 16);
    int low = Character.digit(raw.charAt(at + 1), 16);
    if (high < 0 || low < 0) {
      throw malformed();
    }
    return high << 4 | low;
  }

  private static String utf8(byte[] bytes) throws HttpProblem {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw malformed();
    }
  }

  private static HttpProblem malformed() {
    return HttpProblem.badRequest(
        "the address is not percent-encoded UTF-8 without control characters");
  }
}
