package covey.node.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The response to one request; sent once, whole or as a stream. */
final class ApiResponse {
  /** Writes nulls too, so that every key of the contract is always present. */
  static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private final HttpExchange exchange;

  ApiResponse(HttpExchange exchange) {
    this.exchange = exchange;
    Headers headers = exchange.getResponseHeaders();
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Cache-Control", "no-store");
    headers.set("Referrer-Policy", "no-referrer");
  }

  ApiResponse header(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
    return this;
  }

  /** Sends a record or a list of records as JSON, with component names as keys. */
  void json(int status, Object value) throws IOException {
    text(status, "application/json", GSON.toJson(value) + "\n");
  }

  void text(int status, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    header("Content-Type", type);
    if (isHead()) {
      head(status, bytes.length);
      return;
    }
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  void empty(int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  /**
   * Sends a problem document. Does nothing if a response has already begun; the connection then
   * ends before the promised length.
   */
  void problem(HttpProblem problem) throws IOException {
    if (hasBegun()) {
      return;
    }
    if (problem.status() == 401) {
      header("WWW-Authenticate", "Bearer realm=\"covey\"");
    }
    text(problem.status(), "application/problem+json", GSON.toJson(problem.document()) + "\n");
  }

  boolean hasBegun() {
    return exchange.getResponseCode() != -1;
  }

  boolean isHead() {
    return exchange.getRequestMethod().equals("HEAD");
  }

  /** Sends the headers of a response of this length, without the body. */
  void head(int status, long lengthBytes) throws IOException {
    header("Content-Length", Long.toString(lengthBytes));
    exchange.sendResponseHeaders(status, -1);
  }

  /** Begins a response of exactly {@code lengthBytes} bytes, at least one. */
  OutputStream begin(int status, long lengthBytes) throws IOException {
    exchange.sendResponseHeaders(status, lengthBytes);
    return exchange.getResponseBody();
  }

  /** Begins a response of unknown length. */
  OutputStream beginEndless(int status) throws IOException {
    exchange.sendResponseHeaders(status, 0);
    return exchange.getResponseBody();
  }
}
