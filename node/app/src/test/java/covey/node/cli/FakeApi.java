package covey.node.cli;

import com.google.common.net.HostAndPort;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server with canned answers that records the requests. */
final class FakeApi implements AutoCloseable {
  private record Canned(int status, String json) {}

  private final HttpServer server;
  private final Map<String, Canned> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();

  FakeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Sets the answer to a request such as "GET status". */
  FakeApi on(String request, int status, String json) {
    answers.put(request, new Canned(status, json));
    return this;
  }

  /** Returns the requests so far, with their bodies. */
  List<String> asked() {
    return asked;
  }

  /** Returns the Authorization headers of the requests so far. */
  List<String> authorizations() {
    return authorizations;
  }

  HostAndPort address() {
    return HostAndPort.fromParts("127.0.0.1", server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString().replaceFirst("^/api/v1/", "");
      String request = exchange.getRequestMethod() + " " + path;
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      authorizations.addAll(
          exchange.getRequestHeaders().getOrDefault("Authorization", List.of("none")));
      asked.add(request + (body.isEmpty() ? "" : " " + body));
      Canned canned =
          answers.getOrDefault(request, new Canned(404, "{\"detail\":\"no canned answer\"}"));
      byte[] json = canned.json().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(canned.status(), json.length == 0 ? -1 : json.length);
      exchange.getResponseBody().write(json);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** Returns a share's JSON. */
  static String share(String state, String more) {
    return "{\"id\":\"abcdefghijklmnop\",\"link\":\"covey:abcdefghijklmnop\",\"name\":\"photos\","
        + "\"sizeBytes\":2048,\"haveBytes\":1024,\"pieces\":2,\"havePieces\":1,\"files\":1,"
        + "\"state\":\""
        + state
        + "\",\"path\":\"/data/photos\""
        + more
        + "}";
  }
}
