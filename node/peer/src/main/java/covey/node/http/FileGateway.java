package covey.node.http;

import com.google.common.net.UrlEscapers;
import covey.node.runtime.FileContent;
import covey.node.runtime.NodeControl;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Sends a file of a share, or a range of it, even during the download; verified bytes only.
 *
 * <p>The file is sent as an attachment without a specific type, so that shared content never runs
 * as a page of this origin.
 */
final class FileGateway {
  private FileGateway() {}

  static void send(
      NodeControl node, String named, String path, ApiRequest request, ApiResponse answer)
      throws HttpProblem, NodeProblem, IOException {
    String etag = "\"" + node.share(named).id() + "\"";
    try (FileContent content = node.open(named, path)) {
      long fileBytes = content.lengthBytes();
      answer
          .header("Accept-Ranges", "bytes")
          .header("ETag", etag)
          .header("Content-Security-Policy", "sandbox; default-src 'none'")
          .header("Content-Disposition", attachment(path));
      ByteRange range = rangeOf(request, etag, fileBytes, answer);
      if (range.partial()) {
        answer.header("Content-Range", range.contentRange(fileBytes));
      }
      int status = range.partial() ? 206 : 200;
      answer.header("Content-Type", "application/octet-stream");
      if (answer.isHead() || range.lengthBytes() == 0) {
        answer.head(status, range.lengthBytes());
      } else {
        copy(content, range, status, answer);
      }
    } catch (IOException e) {
      if (answer.hasBegun()) {
        throw e; // client disconnected, or disk failed after the headers
      }
      throw HttpProblem.failed("the file cannot be read: " + e.getMessage());
    }
  }

  private static ByteRange rangeOf(
      ApiRequest request, String etag, long fileBytes, ApiResponse answer) throws HttpProblem {
    Optional<String> header = request.header("Range");
    if (header.isEmpty() || !request.header("If-Range").orElse(etag).equals(etag)) {
      return ByteRange.all(fileBytes);
    }
    try {
      return ByteRange.of(header.get(), fileBytes);
    } catch (HttpProblem e) {
      answer.header("Content-Range", "bytes */" + fileBytes);
      throw e;
    }
  }

  /**
   * Reads the first bytes before beginning the response, so that bytes that never arrive produce a
   * problem document instead of a truncated response.
   */
  private static void copy(FileContent content, ByteRange range, int status, ApiResponse answer)
      throws NodeProblem, IOException {
    byte[] buffer = new byte[(int) Math.min(HttpLimits.COPY_BYTES, range.lengthBytes())];
    int count = content.read(range.firstBytes(), ByteBuffer.wrap(buffer));
    OutputStream out = answer.begin(status, range.lengthBytes());
    long sentBytes = 0;
    while (true) {
      out.write(buffer, 0, count);
      sentBytes += count;
      long leftBytes = range.lengthBytes() - sentBytes;
      if (leftBytes == 0) {
        return;
      }
      int wanted = (int) Math.min(buffer.length, leftBytes);
      count = content.read(range.firstBytes() + sentBytes, ByteBuffer.wrap(buffer, 0, wanted));
    }
  }

  private static String attachment(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return "attachment; filename*=UTF-8''" + escaped(name);
  }

  /**
   * Encodes a name as in RFC 8187: like a form parameter, except that a space becomes "%20" and "*"
   * is encoded.
   */
  private static String escaped(String name) {
    StringBuilder out = new StringBuilder();
    for (char c : UrlEscapers.urlFormParameterEscaper().escape(name).toCharArray()) {
      switch (c) {
        case '+' -> out.append("%20");
        case '*' -> out.append("%2A");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
