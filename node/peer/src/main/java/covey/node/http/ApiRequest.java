package covey.node.http;

import com.google.common.base.Splitter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request with a decoded target; the body is read on demand. */
final class ApiRequest {
  private final HttpExchange exchange;
  private final List<String> path;
  private final Map<String, String> query;

  private ApiRequest(HttpExchange exchange, List<String> path, Map<String, String> query) {
    this.exchange = exchange;
    this.path = path;
    this.query = query;
  }

  static ApiRequest of(HttpExchange exchange) throws HttpProblem {
    URI uri = exchange.getRequestURI();
    String raw = uri.getRawPath();
    if (uri.isAbsolute() || uri.getRawAuthority() != null || raw == null || !raw.startsWith("/")) {
      throw HttpProblem.badRequest("the request's target must be a path");
    }
    return new ApiRequest(
        exchange, pathOf(raw), queryOf(uri.getRawQuery() == null ? "" : uri.getRawQuery()));
  }

  String method() {
    return exchange.getRequestMethod();
  }

  /** Returns the decoded parts of the path; empty for "/". */
  List<String> path() {
    return path;
  }

  Optional<String> query(String key) {
    return Optional.ofNullable(query.get(key));
  }

  /** Returns the value of a header that occurs exactly once. */
  Optional<String> header(String name) {
    Headers headers = exchange.getRequestHeaders();
    List<String> values = headers.getOrDefault(name, List.of());
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  /** Returns the body as a JSON object; throws HttpProblem for keys other than {@code keys}. */
  JsonBody body(String... keys) throws HttpProblem, IOException {
    InputStream in = exchange.getRequestBody();
    byte[] bytes = in.readNBytes(HttpLimits.MAX_BODY_BYTES + 1);
    if (bytes.length > HttpLimits.MAX_BODY_BYTES) {
      throw HttpProblem.tooLarge("a body may have at most " + HttpLimits.MAX_BODY_BYTES + " bytes");
    }
    return JsonBody.parse(bytes, List.of(keys));
  }

  private static List<String> pathOf(String raw) throws HttpProblem {
    if (raw.equals("/")) {
      return List.of();
    }
    List<String> parts = new ArrayList<>();
    for (String part : Splitter.on('/').split(raw.substring(1))) {
      parts.add(PercentDecoder.pathPart(part));
    }
    return List.copyOf(parts);
  }

  private static Map<String, String> queryOf(String raw) throws HttpProblem {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : Splitter.on('&').omitEmptyStrings().split(raw)) {
      int equals = pair.indexOf('=');
      String key = PercentDecoder.queryPart(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : PercentDecoder.queryPart(pair.substring(equals + 1));
      if (query.put(key, value) != null) {
        throw HttpProblem.badRequest("a key occurs twice in the query");
      }
    }
    return query;
  }
}
