package covey.node.client;

import com.google.common.net.HostAndPort;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends JSON requests over HttpURLConnection, which loads in a third of the time that the newer
 * client takes; for a short command that is most of its run time.
 */
final class JsonHttp {
  private static final int CONNECT_TIMEOUT_MILLIS = 3_000;

  /** More than a node with a hundred thousand shares sends; longer answers are cut off. */
  private static final int MAX_ANSWER_BYTES = 256 << 20;

  private final HostAndPort address;
  private final Optional<String> token;

  JsonHttp(HostAndPort address, Optional<String> token) {
    this.address = address;
    this.token = token;
  }

  /** Sends a request to a path below /api/v1/ and returns the JSON of the answer. */
  JsonElement call(String method, String path, @Nullable JsonObject body)
      throws IOException, NodeProblem {
    URL url = URI.create("http://" + address + "/api/v1/" + path).toURL();
    // The node is local; a proxy meant for the web must not see its token.
    HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
    try {
      connection.setRequestMethod(method);
      connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
      connection.setInstanceFollowRedirects(false);
      connection.setRequestProperty("Accept", "application/json");
      token.ifPresent(value -> connection.setRequestProperty("Authorization", "Bearer " + value));
      if (body != null) {
        send(connection, body);
      }
      int status = connection.getResponseCode();
      JsonElement answer = answer(connection, status);
      if (status / 100 != 2) {
        throw problem(status, answer);
      }
      return answer;
    } catch (ConnectException e) {
      throw new IOException(
          "cannot reach the node at " + address + ": connection refused; is it running?", e);
    } catch (IOException e) {
      throw new IOException("cannot talk to the node at " + address + ": " + e.getMessage(), e);
    }
  }

  private static void send(HttpURLConnection connection, JsonObject body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(bytes.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(bytes);
    }
  }

  private static JsonElement answer(HttpURLConnection connection, int status) throws IOException {
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      if (in == null) {
        return JsonNull.INSTANCE;
      }
      byte[] bytes = in.readNBytes(MAX_ANSWER_BYTES);
      return JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonParseException e) {
      if (status / 100 != 2) {
        return JsonNull.INSTANCE;
      }
      throw new IOException("the answer is not JSON; is this the HTTP address of a node?", e);
    }
  }

  private static NodeProblem problem(int status, JsonElement answer) {
    String detail = text(answer, "detail").or(() -> text(answer, "title")).orElse("");
    return new NodeProblem(
        kind(status, text(answer, "exitCode").orElse("")),
        detail.isEmpty() ? "the node answered with HTTP status " + status : detail);
  }

  /** Returns the kind with this exit code and status; by the status alone if none has the code. */
  private static NodeProblem.Kind kind(int status, String exitCode) {
    List<NodeProblem.Kind> fitting =
        Arrays.stream(NodeProblem.Kind.values())
            .filter(kind -> exitCode.equals(String.valueOf(kind.exitCode())))
            .toList();
    return fitting.stream()
        .filter(kind -> kind.httpStatus() == status)
        .findFirst()
        .or(() -> fitting.stream().findFirst())
        .orElseGet(() -> kind(status));
  }

  /** Returns the kind for an answer that no node sent, such as a proxy's. */
  private static NodeProblem.Kind kind(int status) {
    return switch (status) {
      case 400 -> NodeProblem.Kind.INVALID;
      case 401, 403 -> NodeProblem.Kind.REFUSED;
      case 404 -> NodeProblem.Kind.NOT_FOUND;
      case 409 -> NodeProblem.Kind.CONFLICT;
      case 504 -> NodeProblem.Kind.TIMED_OUT;
      default -> NodeProblem.Kind.FAILED;
    };
  }

  private static Optional<String> text(JsonElement answer, String key) {
    if (answer instanceof JsonObject object
        && object.get(key) != null
        && object.get(key).isJsonPrimitive()) {
      return Optional.of(object.get(key).getAsString());
    }
    return Optional.empty();
  }
}
