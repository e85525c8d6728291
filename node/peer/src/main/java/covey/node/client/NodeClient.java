package covey.node.client;

import com.google.common.net.HostAndPort;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import covey.node.runtime.FoundStatus;
import covey.node.runtime.ModeStatus;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeStatus;
import covey.node.runtime.PeerStatus;
import covey.node.runtime.ShareStatus;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client of a running node's HTTP API; every method sends one request.
 *
 * <p>Thread-safe. Methods throw IOException if the node cannot be reached, and NodeProblem with
 * what the node answered if it refuses; both messages are one line for users.
 */
public final class NodeClient {
  private static final Gson GSON = new Gson();

  private final JsonHttp http;

  /**
   * A client of the node whose API listens at {@code address}; without a token it can only read.
   */
  public NodeClient(HostAndPort address, Optional<String> token) {
    this.http = new JsonHttp(address, token);
  }

  /** Returns the state of the node. */
  public NodeStatus status() throws IOException, NodeProblem {
    return value(read("status"), NodeStatus.class);
  }

  /** Returns every share of the node. */
  public List<ShareStatus> shares() throws IOException, NodeProblem {
    return values(read("shares"), ShareStatus.class);
  }

  /** Returns one share. */
  public ShareStatus share(String named) throws IOException, NodeProblem {
    return value(read(sharePath(named)), ShareStatus.class);
  }

  /** Shares a file or folder; returns when it is hashed and announced, without a time limit. */
  public ShareStatus add(Path path, @Nullable String name) throws IOException, NodeProblem {
    JsonObject body = new JsonObject();
    body.addProperty("path", path.toAbsolutePath().normalize().toString());
    if (name != null) {
      body.addProperty("name", name);
    }
    return value(http.call("POST", "shares", body), ShareStatus.class);
  }

  /** Starts a download and returns at once. */
  public ShareStatus get(GetOrder order) throws IOException, NodeProblem {
    JsonObject body = new JsonObject();
    body.addProperty("link", order.link());
    if (order.dir() != null) {
      body.addProperty("dir", order.dir().toAbsolutePath().normalize().toString());
    }
    if (!order.select().isEmpty()) {
      body.add("select", GSON.toJsonTree(order.select()));
    }
    body.addProperty("sequential", order.sequential());
    return value(http.call("POST", "shares", body), ShareStatus.class);
  }

  /** Returns the connected peers; only those of a share if one is named. */
  public List<PeerStatus> peers(@Nullable String named) throws IOException, NodeProblem {
    return values(read(peersPath(named)), PeerStatus.class);
  }

  /** Searches the directory. */
  public List<FoundStatus> search(String text) throws IOException, NodeProblem {
    return values(read(searchPath(text)), FoundStatus.class);
  }

  /** Forgets a share; with {@code data} also deletes its downloaded files. */
  public void remove(String named, boolean data) throws IOException, NodeProblem {
    http.call("DELETE", sharePath(named) + (data ? "?data=true" : ""), null);
  }

  /** Hashes a share's bytes again; returns the number of damaged pieces. */
  public int verify(String named) throws IOException, NodeProblem {
    JsonElement answer = http.call("POST", sharePath(named) + "/verify", new JsonObject());
    if (answer instanceof JsonObject object && object.has("damagedPieces")) {
      return object.get("damagedPieces").getAsInt();
    }
    throw notUnderstood(answer);
  }

  /** Stops fetching and serving a share. */
  public ShareStatus pause(String named) throws IOException, NodeProblem {
    return value(
        http.call("POST", sharePath(named) + "/pause", new JsonObject()), ShareStatus.class);
  }

  /** Resumes a paused or failed share. */
  public ShareStatus resume(String named) throws IOException, NodeProblem {
    return value(
        http.call("POST", sharePath(named) + "/resume", new JsonObject()), ShareStatus.class);
  }

  /** Returns the mode in force, and how far an order of a mode has spread. */
  public ModeStatus mode() throws IOException, NodeProblem {
    return value(read("mode"), ModeStatus.class);
  }

  /** Switches the node to a mode, or orders it for all; returns when the node works in it. */
  public ModeStatus switchMode(String mode, boolean deployment) throws IOException, NodeProblem {
    JsonObject body = new JsonObject();
    body.addProperty("mode", mode);
    body.addProperty("scope", deployment ? "deployment" : "node");
    return value(http.call("PUT", "mode", body), ModeStatus.class);
  }

  /** Sets the limits in bytes per second; 0 is no limit, null leaves a limit as it is. */
  public void limit(@Nullable Long upBytesPerSecond, @Nullable Long downBytesPerSecond)
      throws IOException, NodeProblem {
    JsonObject body = new JsonObject();
    if (upBytesPerSecond != null) {
      body.addProperty("upBytesPerSecond", upBytesPerSecond);
    }
    if (downBytesPerSecond != null) {
      body.addProperty("downBytesPerSecond", downBytesPerSecond);
    }
    http.call("PUT", "limit", body);
  }

  /** Returns the JSON document at a path below /api/v1/, as the node sent it. */
  public JsonElement read(String path) throws IOException, NodeProblem {
    return http.call("GET", path, null);
  }

  /** Returns the path of one share. */
  public static String sharePath(String named) {
    return "shares/" + encoded(named);
  }

  /** Returns the path of the peers, or of a share's peers. */
  public static String peersPath(@Nullable String named) {
    return named == null ? "peers" : "peers?share=" + encoded(named);
  }

  /** Returns the path of a search. */
  public static String searchPath(String text) {
    return "search?q=" + encoded(text);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static <T> T value(JsonElement json, Class<T> type) throws IOException {
    try {
      @Nullable T value = GSON.fromJson(json, type);
      if (value != null) {
        return value;
      }
    } catch (JsonParseException e) {
      throw new IOException("cannot understand the node's answer: " + e.getMessage(), e);
    }
    throw notUnderstood(json);
  }

  private static <T> List<T> values(JsonElement json, Class<T> type) throws IOException {
    if (!json.isJsonArray()) {
      throw notUnderstood(json);
    }
    List<T> values = new ArrayList<>();
    for (JsonElement element : json.getAsJsonArray()) {
      values.add(value(element, type));
    }
    return List.copyOf(values);
  }

  private static IOException notUnderstood(JsonElement json) {
    String text = json.toString();
    return new IOException(
        "cannot understand the node's answer: " + text.substring(0, Math.min(80, text.length())));
  }
}
