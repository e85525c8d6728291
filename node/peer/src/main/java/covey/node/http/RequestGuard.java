package covey.node.http;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import covey.node.runtime.ApiToken;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request may be answered at all.
 *
 * <p>A page in the user's own browser can send requests to loopback. If the page's host name
 * resolves to our address (DNS rebinding), the Host header names that host, so the request is
 * rejected. A request that changes something is also rejected if its Origin header names another
 * origin, and needs the token, which such a page does not have.
 */
final class RequestGuard {
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final String SCHEME = "bearer ";

  private final ApiToken token;
  private final HostAndPort address;
  private final boolean wide;

  /** Creates a guard; if {@code wide}, reading needs the token too. */
  RequestGuard(ApiToken token, HostAndPort address, boolean wide) {
    this.token = token;
    this.address = address;
    this.wide = wide;
  }

  void check(HttpExchange exchange) throws HttpProblem {
    Headers headers = exchange.getRequestHeaders();
    String host = single(headers, "Host");
    if (host == null) {
      throw HttpProblem.badRequest("a request needs one Host header");
    }
    if (!isOurs(host)) {
      throw HttpProblem.forbidden(
          "the Host header must be an IP address, localhost, or the host this API is bound to");
    }
    boolean reading = READING.contains(exchange.getRequestMethod());
    if (!reading) {
      checkOrigin(headers, host);
    }
    if (!reading || wide) {
      checkToken(headers);
    }
  }

  private boolean isOurs(String hostHeader) {
    try {
      String host = HostAndPort.fromString(hostHeader).getHost();
      return InetAddresses.isInetAddress(host)
          || host.equalsIgnoreCase("localhost")
          || host.equalsIgnoreCase(address.getHost());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void checkOrigin(Headers headers, String host) throws HttpProblem {
    if (!headers.containsKey("Origin")) {
      return; // not a browser, or a request by the browser itself
    }
    String origin = single(headers, "Origin");
    if (origin == null || !origin.equalsIgnoreCase("http://" + host)) {
      throw HttpProblem.forbidden("a page from another origin may not control this node");
    }
  }

  private void checkToken(Headers headers) throws HttpProblem {
    String offered = single(headers, "Authorization");
    if (offered == null || !offered.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw HttpProblem.unauthorized(
          "this needs the header \"Authorization: Bearer TOKEN\"; the token is in"
              + " STATE/api-token");
    }
    if (!token.matches(offered.substring(SCHEME.length()).strip())) {
      throw HttpProblem.unauthorized("wrong token; the right one is in STATE/api-token");
    }
  }

  private static @Nullable String single(Headers headers, String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.size() == 1 ? values.getFirst() : null;
  }
}
