package covey.node.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of a file that a response carries (RFC 9110, section 14).
 *
 * @param firstBytes offset of the first byte
 * @param lengthBytes number of bytes
 * @param partial whether a Range header selected them
 */
record ByteRange(long firstBytes, long lengthBytes, boolean partial) {
  // 18 digits always fit a long and exceed any file size.
  private static final Pattern SINGLE =
      Pattern.compile("(?i:bytes)=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

  /** Returns the range of the whole file. */
  static ByteRange all(long fileBytes) {
    return new ByteRange(0, fileBytes, false);
  }

  /**
   * Returns the range that a Range header selects, or the whole file if the header is not a single
   * byte range, as RFC 9110 allows.
   *
   * @throws HttpProblem 416 if the range is outside the file
   */
  static ByteRange of(String header, long fileBytes) throws HttpProblem {
    Matcher matcher = SINGLE.matcher(header);
    if (!matcher.matches()) {
      return all(fileBytes);
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? all(fileBytes) : suffix(Long.parseLong(last), fileBytes);
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
    if (to < from) {
      return all(fileBytes);
    }
    if (from >= fileBytes) {
      throw HttpProblem.rangeNotSatisfiable(fileBytes);
    }
    return new ByteRange(from, Math.min(to, fileBytes - 1) - from + 1, true);
  }

  private static ByteRange suffix(long lastBytes, long fileBytes) throws HttpProblem {
    long length = Math.min(lastBytes, fileBytes);
    if (length == 0) {
      throw HttpProblem.rangeNotSatisfiable(fileBytes);
    }
    return new ByteRange(fileBytes - length, length, true);
  }

  /** Returns the value of the Content-Range header. */
  String contentRange(long fileBytes) {
    return "bytes " + firstBytes + "-" + (firstBytes + lengthBytes - 1) + "/" + fileBytes;
  }
}
