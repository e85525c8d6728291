package covey.node.http;

import covey.node.runtime.NodeProblem;
import java.util.Map;

/** A failure that is reported as a problem document; the message is its detail, for users. */
final class HttpProblem extends Exception {
  private static final long serialVersionUID = 1L;
  private static final Map<Integer, String> TITLES =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(409, "Conflict"),
          Map.entry(413, "Content Too Large"),
          Map.entry(416, "Range Not Satisfiable"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"));

  private final int status;
  private final int exitCode;

  private HttpProblem(int status, int exitCode, String detail) {
    super(detail);
    this.status = status;
    this.exitCode = exitCode;
  }

  static HttpProblem of(NodeProblem problem) {
    String detail = String.valueOf(problem.getMessage());
    return new HttpProblem(problem.kind().httpStatus(), problem.kind().exitCode(), detail);
  }

  static HttpProblem badRequest(String detail) {
    return new HttpProblem(400, 2, detail);
  }

  static HttpProblem unauthorized(String detail) {
    return new HttpProblem(401, 4, detail);
  }

  static HttpProblem forbidden(String detail) {
    return new HttpProblem(403, 4, detail);
  }

  static HttpProblem notFound(String detail) {
    return new HttpProblem(404, 3, detail);
  }

  static HttpProblem methodNotAllowed(String allowed) {
    return new HttpProblem(405, 2, "this address allows only " + allowed);
  }

  static HttpProblem tooLarge(String detail) {
    return new HttpProblem(413, 2, detail);
  }

  static HttpProblem rangeNotSatisfiable(long lengthBytes) {
    return new HttpProblem(416, 2, "the file has " + lengthBytes + " bytes");
  }

  static HttpProblem failed(String detail) {
    return new HttpProblem(500, 1, detail);
  }

  static HttpProblem unavailable(String detail) {
    return new HttpProblem(503, 1, detail);
  }

  int status() {
    return status;
  }

  Document document() {
    String title = TITLES.getOrDefault(status, "Error");
    return new Document("about:blank", title, status, String.valueOf(getMessage()), exitCode);
  }

  /** The problem document (RFC 9457), with the exit code for the command line. */
  record Document(String type, String title, int status, String detail, int exitCode) {}
}
