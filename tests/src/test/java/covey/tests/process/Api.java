package covey.tests.process;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A process's HTTP API, with its token. Thread-safe. */
public final class Api {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(60))
          .build();

  private final String http;
  private final Path tokenFile;
  private final CommandProcess process;

  Api(String http, Path tokenFile, CommandProcess process) {
    this.http = http;
    this.tokenFile = tokenFile;
    this.process = process;
  }

  /** Returns the process's status. */
  public JsonObject status() throws IOException {
    return call("GET", "status", null).getAsJsonObject();
  }

  /** Returns all shares. */
  public JsonArray shares() throws IOException {
    return Result.list(call("GET", "shares", null));
  }

  /** Returns a share by its id. */
  public JsonObject share(String id) throws IOException {
    return call("GET", "shares/" + id, null).getAsJsonObject();
  }

  /** Returns the connected peers. */
  public JsonArray peers() throws IOException {
    return Result.list(call("GET", "peers", null));
  }

  /** Shares a path; returns the share once it is announced. */
  public JsonObject add(Path path) throws IOException {
    JsonObject body = new JsonObject();
    body.addProperty("path", path.toString());
    return call("POST", "shares", body).getAsJsonObject();
  }

  /** Begins a download under {@code dir}; returns at once. */
  public JsonObject get(String link, Path dir) throws IOException {
    JsonObject body = new JsonObject();
    body.addProperty("link", link);
    body.addProperty("dir", dir.toString());
    return call("POST", "shares", body).getAsJsonObject();
  }

  /** Sends any request; throws IOException with status and body if the answer is not a success. */
  public JsonElement call(String method, String path, @Nullable JsonElement body)
      throws IOException {
    HttpResponse<String> response = send(method, path, body, Files.readString(tokenFile).strip());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          method + " " + path + " -> " + response.statusCode() + " " + response.body());
    }
    return JsonParser.parseString(response.body().isEmpty() ? "{}" : response.body());
  }

  /**
   * Sends any request with any token; returns the response. Fails with an AssertionError, which
   * ends a wait, if the process has ended.
   */
  public HttpResponse<String> send(
      String method, String path, @Nullable JsonElement body, String token) throws IOException {
    HttpRequest.BodyPublisher publisher =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body.toString());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + http + "/api/v1/" + path))
            .timeout(Duration.ofSeconds(120))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, publisher)
            .build();
    boolean running = process.alive();
    try {
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      Await.saw(method + " " + path + " -> " + response.statusCode() + " " + response.body());
      return response;
    } catch (IOException e) {
      if (!running) {
        throw new AssertionError("no answer from a process that has ended: " + process.ending(), e);
      }
      Await.saw(method + " " + path + " -> " + e);
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
