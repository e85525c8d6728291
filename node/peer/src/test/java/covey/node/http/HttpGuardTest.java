package covey.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.node.runtime.ApiToken;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, asked over loopback. */
class HttpGuardTest {
  private static final String BODY = "{\"path\":\"/music\"}";

  private final FakeNode node = new FakeNode();
  private final ApiToken token = ApiToken.random(new SecureRandom());
  private final HttpApi api = start("127.0.0.1:0");
  private final Client client = new Client(api.address(), token.reveal());

  private HttpApi start(String bind) {
    try {
      return HttpApi.start(node, HostAndPort.fromString(bind), token);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void stop() {
    client.close();
    api.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/api/v1/shares", "DELETE,/api/v1/shares/album", "POST,/api/v1/shares/album/pause",
    "PUT,/api/v1/limit", "PUT,/api/v1/mode", "PATCH,/api/v1/status"
  })
  void changingNeedsTheToken(String method, String path) throws Exception {
    var response = client.send(client.to(path).method(method, BodyPublishers.ofString(BODY)));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"covey\"");
    assertThat(node.told).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Bearer ", "Bearer x", "Basic eDp4"})
  void wrongTokenIsRefused(String authorization) throws Exception {
    var request = client.to("/api/v1/shares").header("Authorization", authorization);

    assertThat(client.send(request.POST(BodyPublishers.ofString(BODY))).statusCode())
        .isEqualTo(401);
    assertThat(node.told).isEmpty();
  }

  @Test
  void readingBeyondLoopbackNeedsTheToken() throws Exception {
    try (HttpApi wide = start("0.0.0.0:0");
        Client far =
            new Client(
                HostAndPort.fromParts("127.0.0.1", wide.address().getPort()), token.reveal())) {
      for (String path : new String[] {"/", "/metrics", "/api/v1/status", "/api/v1/shares"}) {
        assertThat(far.get(path).statusCode()).as(path).isEqualTo(401);
        assertThat(far.command("GET", path, "").statusCode()).as(path).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,200",
    "localhost,200",
    "LOCALHOST:99,200",
    "[::1]:7411,200",
    "192.0.2.7,200",
    "evil.example,403",
    "localhost.evil.example,403",
    "127.0.0.1.evil.example:80,403",
    "a:b:c@,403"
  })
  void hostHeaderOfAnotherNameIsRefused(String host, int status) throws Exception {
    assertThat(client.raw("GET /api/v1/status HTTP/1.1", "Host: " + host)).isEqualTo(status);
  }

  @Test
  void requestWithoutOneHostIsRefused() throws Exception {
    assertThat(client.raw("GET /api/v1/status HTTP/1.1", "Accept: */*")).isEqualTo(400);
    assertThat(client.raw("GET /api/v1/status HTTP/1.1", "Host: localhost", "Host: localhost"))
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example,403",
    "null,403",
    "https://localhost:1,403",
    "http://localhost:1,200"
  })
  void pageOfAnotherOriginCannotCommand(String origin, int status) throws Exception {
    assertThat(
            client.raw(
                "POST /api/v1/shares/album/pause HTTP/1.1",
                "Host: localhost:1",
                "Origin: " + origin,
                "Content-Length: 0",
                "Authorization: Bearer " + token.reveal()))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example/api/v1/status",
        "//evil.example/api/v1/status",
        "/api/v1/shares/%2e%2e",
        "/api/v1/shares/a%2Fb",
        "/api/v1/shares/a%5cb",
        "/api/v1/shares/%00",
        "/api/v1/shares/%zz",
        "/api/v1/shares/%c0%ae",
        "/api/v1/shares/../../status",
        "/api/v1/status?a=1&a=2"
      })
  void oddTargetsAreRefused(String target) throws Exception {
    assertThat(client.raw("GET " + target + " HTTP/1.1", "Host: localhost")).isEqualTo(400);
  }
}
