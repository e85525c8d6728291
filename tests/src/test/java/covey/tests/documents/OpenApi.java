package covey.tests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** docs/openapi.json, and which of it was seen. */
final class OpenApi {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

  private final JsonObject document;
  private final JsonSchema schema;
  private final TreeSet<String> seen = new TreeSet<>();

  private OpenApi(JsonObject document) {
    this.document = document;
    schema = new JsonSchema(components("schemas"));
  }

  static OpenApi read() throws IOException {
    String text = Files.readString(Document.root().resolve("docs/openapi.json"));
    return new OpenApi(JsonParser.parseString(text).getAsJsonObject());
  }

  private JsonObject components(String kind) {
    return document.getAsJsonObject("components").getAsJsonObject(kind);
  }

  /** The paths, with their parameters in braces. */
  Set<String> paths() {
    return document.getAsJsonObject("paths").keySet();
  }

  /** A path's methods, in capitals. */
  Set<String> methods(String path) {
    TreeSet<String> methods = new TreeSet<>();
    for (String key : document.getAsJsonObject("paths").getAsJsonObject(path).keySet()) {
      if (METHODS.contains(key)) {
        methods.add(key.toUpperCase(Locale.ROOT));
      }
    }
    return methods;
  }

  private JsonObject responses(String method, String path) {
    JsonObject operations = document.getAsJsonObject("paths").getAsJsonObject(path);
    return operations.getAsJsonObject(method.toLowerCase(Locale.ROOT)).getAsJsonObject("responses");
  }

  /** Every documented success, as "GET /path 200". */
  TreeSet<String> successes() {
    TreeSet<String> successes = new TreeSet<>();
    for (String path : paths()) {
      for (String method : methods(path)) {
        responses(method, path).keySet().stream()
            .filter(status -> status.startsWith("2"))
            .forEach(status -> successes.add(method + " " + path + " " + status));
      }
    }
    return successes;
  }

  /** Every status of a documented problem. */
  TreeSet<String> problems() {
    TreeSet<String> problems = new TreeSet<>();
    for (String path : paths()) {
      for (String method : methods(path)) {
        problems.addAll(responses(method, path).keySet());
      }
    }
    problems.removeIf(status -> status.startsWith("2"));
    return problems;
  }

  /** What was checked by {@link #check}. */
  Set<String> seen() {
    return seen;
  }

  /** Names of the schemas against which something was checked. */
  Set<String> usedSchemas() {
    return schema.used();
  }

  /** Keys that the body of a request may have, in all of its forms. */
  Set<String> keys(String... schemas) {
    TreeSet<String> keys = new TreeSet<>();
    for (String name : schemas) {
      JsonObject request = components("schemas").getAsJsonObject(name);
      keys.addAll(request.getAsJsonObject("properties").keySet());
    }
    return keys;
  }

  /** Checks that an answer is documented: its status, its type and its JSON. */
  void check(String method, String path, HttpResponse<String> answer) {
    String status = String.valueOf(answer.statusCode());
    String what = method + " " + path + " " + status;
    JsonObject responses = responses(method, path);
    assertThat(responses.keySet()).as(what + " " + answer.body()).contains(status);
    seen.add(what);
    JsonObject response = resolved(responses.getAsJsonObject(status));
    if (!response.has("content")) {
      assertThat(answer.body()).as(what).isEmpty();
      return;
    }
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    JsonObject content = response.getAsJsonObject("content");
    assertThat(content.keySet()).as(what).containsExactly(type);
    if (type.endsWith("json")) {
      JsonElement json = JsonParser.parseString(answer.body());
      checkJson(what, json, content.getAsJsonObject(type).getAsJsonObject("schema"));
    }
  }

  /** Checks JSON against a schema of the document. */
  void checkJson(String what, JsonElement json, JsonObject expected) {
    assertThat(schema.problems(json, expected)).as(what + " " + json).isEmpty();
  }

  private JsonObject resolved(JsonObject response) {
    if (!response.has("$ref")) {
      return response;
    }
    String reference = response.get("$ref").getAsString();
    return components("responses").getAsJsonObject(reference.replaceFirst(".*/", ""));
  }
}
