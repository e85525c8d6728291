package covey.tests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** docs/openapi.json and docs/http-api.md against running nodes. */
class HttpApiDocumentIT {
  private static final Duration SOON = Await.PATIENCE;
  private static final String SHARES = "/api/v1/shares";
  private static final String SHARE = SHARES + "/{id}";
  private static final String FILE = SHARE + "/files/{path}";
  private static final String MODE = "/api/v1/mode";
  private static final String LIMIT = "/api/v1/limit";

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void everyOperationAnswersAsDocumented() throws IOException {
    OpenApi api = OpenApi.read();
    CoveyNode tracker = machine.tracker("tracker");
    CoveyNode node = machine.node("publisher", "--tracker", tracker.listen());
    CoveyNode other = machine.node("downloader", "--tracker", tracker.listen());
    Path file = Tree.file(machine.folder("original").resolve("film.bin"), 1, 3_000_000);

    JsonObject added =
        JsonParser.parseString(new ApiCall(node, "POST", SHARES).body(share(file)).checked(api))
            .getAsJsonObject();
    String id = added.get("id").getAsString();
    String get = get(added.get("link").getAsString(), other.downloads());
    new ApiCall(other, "POST", SHARES).body(get).checked(api);
    other.awaitComplete(id, SOON);
    new ApiCall(other, "POST", SHARES).body(get).checked(api);
    Await.until("the node has a peer", SOON, () -> !node.api().peers().isEmpty());
    reading(api, node, id);
    events(api, node);
    changing(api, node, id);

    TreeSet<String> missing = new TreeSet<>(api.successes());
    missing.removeAll(api.seen());
    // The stream has no end; events() has looked at its beginning.
    assertThat(missing).as("documented, not seen").containsExactly("GET /api/v1/events 200");
    assertThat(api.usedSchemas())
        .contains("NodeStatus", "ShareStatus", "PeerStatus", "FoundStatus", "ModeStatus");
  }

  private static void reading(OpenApi api, CoveyNode node, String id) throws IOException {
    for (String path : List.of("/", "/metrics", "/api/v1/status", SHARES, MODE)) {
      new ApiCall(node, "GET", path).checked(api);
    }
    new ApiCall(node, "GET", "/api/v1/peers").query("share=" + id).checked(api);
    new ApiCall(node, "GET", "/api/v1/search").query("q=film").checked(api);
    new ApiCall(node, "GET", SHARE).with("id", id).checked(api);
    ApiCall whole = new ApiCall(node, "GET", FILE).with("id", id).with("path", "film.bin");
    whole.checked(api);
    ApiCall part = new ApiCall(node, "GET", FILE).with("id", id).with("path", "film.bin");
    assertThat(part.header("Range", "bytes=0-9").checked(api).length()).isLessThanOrEqualTo(10);
  }

  private static void changing(OpenApi api, CoveyNode node, String id) throws IOException {
    new ApiCall(node, "PUT", MODE).body("{\"mode\":\"tracker\",\"scope\":\"node\"}").checked(api);
    String limits = "{\"upBytesPerSecond\":0,\"downBytesPerSecond\":9000000}";
    new ApiCall(node, "PUT", LIMIT).body(limits).checked(api);
    for (String command : List.of("/pause", "/resume", "/verify")) {
      new ApiCall(node, "POST", SHARE + command).with("id", id).checked(api);
    }
    new ApiCall(node, "DELETE", SHARE).with("id", id).query("data=true").checked(api);
  }

  private static void events(OpenApi api, CoveyNode node) throws IOException {
    HttpResponse<InputStream> answer =
        new ApiCall(node, "GET", "/api/v1/events").send(HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("event: shares");
      JsonElement data = JsonParser.parseString(lines.readLine().substring("data: ".length()));
      JsonElement list =
          JsonParser.parseString(
              "{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/ShareStatus\"}}");
      api.checkJson("events", data, list.getAsJsonObject());
    }
  }

  @Test
  void everyProblemIsADocumentOfRfc9457() throws IOException {
    OpenApi api = OpenApi.read();
    CoveyNode node = machine.node("node");
    Path file = Tree.file(machine.folder("original").resolve("film.bin"), 1, 1_000);
    node.api().add(Tree.file(machine.folder("other").resolve("film.bin"), 2, 1_000));
    String id = node.api().add(file).get("id").getAsString();

    new ApiCall(node, "POST", SHARES).body("{\"unknown\":1}").checked(api);
    new ApiCall(node, "POST", SHARES).body(" ".repeat((1 << 20) + 1)).checked(api);
    new ApiCall(node, "PUT", MODE).body("{\"mode\":\"x\"}").checked(api);
    new ApiCall(node, "PUT", LIMIT).body("{\"upBytesPerSecond\":-1}").checked(api);
    new ApiCall(node, "PUT", LIMIT).header("Authorization", "Bearer x").checked(api);
    new ApiCall(node, "PUT", LIMIT).header("Origin", "http://example.org").checked(api);
    new ApiCall(node, "GET", "/api/v1/search").checked(api);
    new ApiCall(node, "GET", SHARE).with("id", "nothing").checked(api);
    new ApiCall(node, "DELETE", SHARE).with("id", "film.bin").checked(api);
    new ApiCall(node, "GET", FILE).with("id", id).with("path", "nothing").checked(api);
    ApiCall beyond = new ApiCall(node, "GET", FILE).with("id", id).with("path", "film.bin");
    beyond.header("Range", "bytes=5000-").checked(api);

    TreeSet<String> missing = new TreeSet<>(api.problems());
    api.seen().forEach(seen -> missing.remove(seen.replaceFirst(".* ", "")));
    // Not provoked here: a fault, too many listeners (HttpApiTest), bytes that do not come.
    assertThat(missing).containsExactly("500", "503", "504");
    HttpResponse<String> unknown = new ApiCall(node, "GET", "/nothing").send();
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void everyRouteAndMethodIsDocumented() throws IOException {
    OpenApi api = OpenApi.read();
    CoveyNode node = machine.node("node");
    TreeSet<String> segments = new TreeSet<>();
    for (String path : api.paths()) {
      segments.addAll(List.of(path.split("/")));
      HttpResponse<String> answer =
          new ApiCall(node, "PATCH", path).with("id", "x").with("path", "x").send();
      assertThat(answer.statusCode()).as(path).isEqualTo(405);
      TreeSet<String> expected = new TreeSet<>(api.methods(path));
      if (expected.contains("GET")) {
        expected.add("HEAD");
      }
      String allowed = answer.headers().firstValue("Allow").orElse("");
      assertThat(allowed.split(", ")).as(path).containsExactlyInAnyOrderElementsOf(expected);
    }
    assertThat(segments).containsAll(inRoutes("case \"(\\w+)\" ->"));
    assertThat(segments).containsAll(inRoutes("\\.equals\\(\"(\\w+)\"\\)"));
    TreeSet<String> keys = new TreeSet<>();
    inRoutes("request\\.body\\(([^)]*)\\)").forEach(list -> keys.addAll(all("\"(\\w+)\"", list)));
    assertThat(api.keys("SharePath", "GetLink", "SwitchMode", "Limits")).isEqualTo(keys);
  }

  @Test
  void everyMetricIsInTheTable() throws IOException {
    CoveyNode node = machine.node("node");
    node.api().add(Tree.file(machine.folder("original").resolve("film.bin"), 1, 1_000));

    String metrics = new ApiCall(node, "GET", "/metrics").send().body();

    String document = String.join("\n", Document.read("docs/http-api.md").lines());
    assertThat(all("\\| `(covey_\\w+)` \\|", document)).isEqualTo(all("# TYPE (\\w+) ", metrics));
  }

  /** What a pattern's group finds in the source of the routes. */
  private static TreeSet<String> inRoutes(String pattern) throws IOException {
    TreeSet<String> found = new TreeSet<>();
    Path http = Document.root().resolve("node/peer/src/main/java/covey/node/http");
    for (String name : List.of("Routes.java", "ShareRoutes.java")) {
      found.addAll(all(pattern, Files.readString(http.resolve(name))));
    }
    assertThat(found).as(pattern).isNotEmpty();
    // Values and methods, not parts of an address.
    found.removeAll(
        Set.of("true", "false", "deployment", "seeding", "GET", "PUT", "POST", "DELETE"));
    return found;
  }

  private static TreeSet<String> all(String pattern, String text) {
    TreeSet<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static String share(Path path) {
    JsonObject body = new JsonObject();
    body.addProperty("path", path.toString());
    body.addProperty("name", path.getFileName().toString());
    return body.toString();
  }

  private static String get(String link, Path folder) {
    JsonObject body = new JsonObject();
    body.addProperty("link", link);
    body.addProperty("dir", folder.toString());
    body.add("select", JsonParser.parseString("[\"**\"]"));
    body.addProperty("sequential", true);
    return body.toString();
  }
}
