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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One JSON request and its answer, over HttpURLConnection: it loads in a third of the time that the
 * newer client takes, which is most of what a short command does.
 */
final class JsonHttp {
  private static final int CONNECT_TIMEOUT_MILLIS = 3_000;

  /** A node with a hundred thousand shares answers with less; a stranger's answer is cut here. */
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
    // The node is next to us; a proxy meant for the web must not see its token.
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
      throw new IOException("it did not answer in JSON; is this a node's HTTP address?", e);
    }
  }

  private static NodeProblem problem(int status, JsonElement answer) {
    String detail = text(answer, "detail").or(() -> text(answer, "title")).orElse("");
    return new NodeProblem(
        kind(status, text(answer, "kind")),
        detail.isEmpty() ? "the node answered with HTTP status " + status : detail);
  }

  private static NodeProblem.Kind kind(int status, Optional<String> word) {
    for (NodeProblem.Kind kind : NodeProblem.Kind.values()) {
      if (word.isPresent() && word.get().equalsIgnoreCase(kind.name())) {
        return kind;
      }
    }
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
