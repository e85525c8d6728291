package covey.tests.documents;

import covey.tests.process.CoveyNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;

/** One request to a node's API, put together step by step; has the node's token at first. */
final class ApiCall {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String method;
  private final String path;
  private final HttpRequest.Builder request =
      HttpRequest.newBuilder().timeout(Duration.ofMinutes(1));
  private final String http;
  private String address;
  private String body = "";

  /**
   * A request.
   *
   * @param path as docs/openapi.json has it
   */
  ApiCall(CoveyNode node, String method, String path) throws IOException {
    this.method = method;
    this.path = path;
    http = "http://" + node.http();
    address = path;
    String token = Files.readString(node.state().resolve("api-token")).strip();
    request.setHeader("Authorization", "Bearer " + token);
  }

  /** Gives a parameter of the path its value. */
  ApiCall with(String parameter, String value) {
    address = address.replace("{" + parameter + "}", value);
    return this;
  }

  /** Adds the query, without the question mark. */
  ApiCall query(String query) {
    address += "?" + query;
    return this;
  }

  /** Sets the body. */
  ApiCall body(String json) {
    body = json;
    return this;
  }

  /** Sets a header. */
  ApiCall header(String name, String value) {
    request.setHeader(name, value);
    return this;
  }

  /** The answer, as it comes. */
  <T> HttpResponse<T> send(HttpResponse.BodyHandler<T> as) throws IOException {
    HttpRequest.BodyPublisher publisher =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    request.uri(URI.create(http + address)).method(method, publisher);
    try {
      return CLIENT.send(request.build(), as);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** The answer as text. */
  HttpResponse<String> send() throws IOException {
    return send(HttpResponse.BodyHandlers.ofString());
  }

  /** The answer's body, after a check that the answer is documented. */
  String checked(OpenApi api) throws IOException {
    HttpResponse<String> answer = send();
    api.check(method, path, answer);
    return answer.body();
  }
}
