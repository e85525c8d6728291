package covey.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.HostAndPort;
import com.google.gson.JsonObject;
import covey.node.runtime.ApiToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every address of the API, asked over loopback. */
class HttpApiTest {
  private final FakeNode node = new FakeNode();
  private HttpApi api;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    ApiToken token = ApiToken.random(new SecureRandom());
    api = HttpApi.start(node, HostAndPort.fromString("127.0.0.1:0"), token);
    client = new Client(api.address(), token.reveal());
  }

  @AfterEach
  void stop() {
    client.close();
    api.close();
  }

  @Test
  void statusIsTheNodesRecord() throws Exception {
    HttpResponse<String> response = client.get("/api/v1/status");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    JsonObject status = Client.object(response);
    assertThat(status.get("id").getAsString()).isEqualTo(node.id());
    assertThat(status.get("upLimitBytesPerSecond").getAsLong()).isZero();
  }

  @Test
  void sharesAreListedWithEveryKeyEvenThoseThatAreNull() throws Exception {
    JsonObject share =
        Client.json(client.get("/api/v1/shares")).getAsJsonArray().get(0).getAsJsonObject();

    assertThat(share.keySet()).contains("id", "link", "haveBytes", "rejectedBytes", "waitingFor");
    assertThat(share.get("waitingFor").isJsonNull()).isTrue();
  }

  @Test
  void oneShareIsFoundByIdAndByName() throws Exception {
    assertThat(Client.object(client.get("/api/v1/shares/" + FakeNode.ID)).get("name").getAsString())
        .isEqualTo("album");
    assertThat(client.get("/api/v1/shares/album").statusCode()).isEqualTo(200);
  }

  @Test
  void unknownShareIsAProblemWithTheExitCodeOfTheCommandLine() throws Exception {
    HttpResponse<String> response = client.get("/api/v1/shares/nothing");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonObject problem = Client.object(response);
    assertThat(problem.keySet())
        .containsExactlyInAnyOrder("type", "title", "status", "detail", "exitCode");
    assertThat(problem.get("exitCode").getAsInt()).isEqualTo(3);
    assertThat(problem.get("detail").getAsString()).isEqualTo("no share \"nothing\" here");
  }

  @Test
  void bugIsAProblemThatTellsNothingOfTheInside() throws Exception {
    HttpResponse<String> response = client.get("/api/v1/shares/broken");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).doesNotContain("secret", "Exception", "covey.node");
  }

  @Test
  void sharingAPathAnswersCreatedWithTheShare() throws Exception {
    HttpResponse<String> response =
        client.command("POST", "/api/v1/shares", "{\"path\":\"/music/song\",\"name\":\"tune\"}");

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.headers().firstValue("Location")).hasValue("/api/v1/shares/" + FakeNode.ID);
    assertThat(Client.object(response).get("name").getAsString()).isEqualTo("tune");
    assertThat(node.told).containsExactly("add /music/song tune");
  }

  @Test
  void gettingALinkAnswersAcceptedWhileItDownloads() throws Exception {
    HttpResponse<String> response =
        client.command(
            "POST",
            "/api/v1/shares",
            "{\"link\":\"covey:x\",\"dir\":\"/in\",\"select\":[\"*.mp3\"],\"sequential\":true}");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(node.told).containsExactly("get covey:x /in [*.mp3] true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"path\":\"/a\"} x",
        "{path:'/a'}",
        "{\"path\":\"/a\",\"link\":\"covey:x\"}",
        "{\"path\":\"/a\",\"colour\":\"red\"}",
        "{\"path\":7}",
        "{\"path\":\"relative\"}",
        "{\"path\":\"/a\\u0000\"}",
        "{\"path\":\"\"}",
        "{\"path\":\"/a\",\"dir\":\"/b\"}",
        "{\"link\":\"covey:x\",\"name\":\"n\"}",
        "{\"link\":\"covey:x\",\"select\":\"*\"}",
        "{\"link\":\"covey:x\",\"select\":[1]}",
        "{\"link\":\"covey:x\",\"sequential\":\"yes\"}"
      })
  void badBodiesAreRefusedAndNothingIsDone(String body) throws Exception {
    HttpResponse<String> response = client.command("POST", "/api/v1/shares", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Client.object(response).get("exitCode").getAsInt()).isEqualTo(2);
    assertThat(node.told).isEmpty();
  }

  @Test
  void deeplyNestedBodyIsRefused() throws Exception {
    String body = "{\"select\":" + "[".repeat(400_000);

    assertThat(client.command("POST", "/api/v1/shares", body).statusCode()).isEqualTo(400);
  }

  @Test
  void bodyOverOneMebibyteIsRefused() throws Exception {
    String body = "{\"path\":\"/" + "a".repeat(1 << 20) + "\"}";

    assertThat(client.command("POST", "/api/v1/shares", body).statusCode()).isEqualTo(413);
  }

  @Test
  void removingKeepsTheDataUnlessToldOtherwise() throws Exception {
    assertThat(client.command("DELETE", "/api/v1/shares/album", "").statusCode()).isEqualTo(204);
    assertThat(client.command("DELETE", "/api/v1/shares/album?data=true", "").statusCode())
        .isEqualTo(204);
    assertThat(client.command("DELETE", "/api/v1/shares/album?data=maybe", "").statusCode())
        .isEqualTo(400);

    assertThat(node.told).containsExactly("remove album false", "remove album true");
  }

  @Test
  void shareIsPausedResumedAndVerified() throws Exception {
    assertThat(
            Client.object(client.command("POST", "/api/v1/shares/album/pause", ""))
                .get("state")
                .getAsString())
        .isEqualTo("paused");
    assertThat(client.command("POST", "/api/v1/shares/album/resume", "").statusCode())
        .isEqualTo(200);
    assertThat(client.command("POST", "/api/v1/shares/album/verify", "").body().strip())
        .isEqualTo("{\"damagedPieces\":3}");
  }

  @Test
  void peersAreThoseOfAllSharesOrOfOne() throws Exception {
    assertThat(Client.json(client.get("/api/v1/peers")).getAsJsonArray()).hasSize(1);
    assertThat(client.get("/api/v1/peers?share=album").statusCode()).isEqualTo(200);
    assertThat(client.get("/api/v1/peers?share=nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void searchTextIsDecoded() throws Exception {
    HttpResponse<String> response = client.get("/api/v1/search?q=a%20b+%C3%B6%26");

    assertThat(
            Client.json(response)
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject()
                .get("name")
                .getAsString())
        .isEqualTo("a b ö&");
    assertThat(client.get("/api/v1/search").statusCode()).isEqualTo(400);
    assertThat(client.get("/api/v1/search?q=%FF").statusCode()).isEqualTo(400);
  }

  @Test
  void modeIsShownAndSwitched() throws Exception {
    assertThat(client.get("/api/v1/mode").body())
        .contains("\"mode\":\"p2p\",\"epoch\":7,\"scope\":\"deployment\"", "\"acknowledged\":2");
    String all = "{\"mode\":\"auto\",\"scope\":\"deployment\"}";
    assertThat(client.command("PUT", "/api/v1/mode", all).statusCode()).isEqualTo(200);
    assertThat(client.command("PUT", "/api/v1/mode", "{\"mode\":\"p2p\"}").statusCode())
        .isEqualTo(200);
    assertThat(node.told).containsExactly("mode auto deployment", "mode p2p node");
    for (String bad : new String[] {"{}", "{\"mode\":\"x\"}", all.replace("deployment", "all")}) {
      assertThat(client.command("PUT", "/api/v1/mode", bad).statusCode()).as(bad).isEqualTo(400);
    }
  }

  @Test
  void limitThatIsNotNamedStaysAsItIs() throws Exception {
    assertThat(client.command("PUT", "/api/v1/limit", "{\"upBytesPerSecond\":5}").statusCode())
        .isEqualTo(200);
    for (String bad : new String[] {"-1", "1.5", "\"5\"", "1e999999999", "9223372036854775808"}) {
      assertThat(
              client
                  .command("PUT", "/api/v1/limit", "{\"downBytesPerSecond\":" + bad + "}")
                  .statusCode())
          .as(bad)
          .isEqualTo(400);
    }

    assertThat(node.told).containsExactly("limit 5 -1");
  }

  @Test
  void metricsAreInPrometheusText() throws Exception {
    HttpResponse<String> response = client.get("/metrics");

    assertThat(response.body())
        .contains("# TYPE covey_downloaded_bytes_total counter\ncovey_downloaded_bytes_total 50\n")
        .contains("covey_uptime_seconds 1.5\n")
        .contains("# TYPE covey_control_bytes_total counter\ncovey_control_bytes_total 70\n")
        .contains("covey_directory_requests_total 80\n")
        .contains("covey_directory_requests_answered_total 90\n")
        .contains("covey_refusals_sent_total 100\n")
        .contains("covey_refusals_received_total 110\n")
        .contains("covey_share_rejected_bytes_total{share=\"" + FakeNode.ID + "\"} 7\n");
    assertThat(response.body().lines()).allMatch(line -> line.matches("# .*|covey_\\S+ \\S+"));
  }

  @Test
  void pageAtTheRootEscapesWhatOthersNamed() throws Exception {
    node.shares.add(FakeNode.share("<script>alert(1)</script>", "seeding"));

    HttpResponse<String> response = client.get("/");

    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(response.body()).contains(node.id(), "&lt;script&gt;").doesNotContain("<script");
  }

  @Test
  void eventsBringTheListAtOnceAndAgainWhenItChanges() throws Exception {
    var response = client.stream("/api/v1/events", BodyHandlers.ofInputStream());
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    try (var in =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      assertThat(in.readLine()).isEqualTo("event: shares");
      assertThat(in.readLine()).startsWith("data: [{").contains("album");
      assertThat(in.readLine()).isEmpty();

      node.shares.add(FakeNode.share("second", "seeding"));

      assertThat(in.readLine()).isEqualTo("event: shares");
      assertThat(in.readLine()).contains("second");
      assertThat(in.readLine()).isEmpty();

      api.close();

      assertThat(in.readLine()).as("the stream ends with the API").isNull();
    }
  }

  @Test
  void thirtyThirdListenerIsRefused() throws Exception {
    for (int i = 0; i < HttpLimits.MAX_LISTENERS; i++) {
      assertThat(client.stream("/api/v1/events", BodyHandlers.ofInputStream()).statusCode())
          .isEqualTo(200);
    }

    assertThat(client.get("/api/v1/events").statusCode()).isEqualTo(503);
  }

  @Test
  void wrongMethodIsToldTheRightOnes() throws Exception {
    HttpResponse<String> response = client.command("POST", "/api/v1/status", "");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/api",
        "/api/v1",
        "/api/v2/status",
        "/api/v1/status/x",
        "/api/v1/shares/album/eat"
      })
  void unknownAddressIsNotFound(String path) throws Exception {
    HttpResponse<String> response = client.get(path);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(Client.object(response).get("status").getAsInt()).isEqualTo(404);
  }

  @Test
  void connectionCarriesSeveralRequests() throws Exception {
    String request = "GET /api/v1/mode HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (var socket = new java.net.Socket("127.0.0.1", api.address().getPort())) {
      socket.setSoTimeout(10_000);
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      for (int i = 0; i < 3; i++) {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        String line = in.readLine();
        while (line != null && !line.startsWith("{")) {
          line = in.readLine();
        }
        assertThat(line).as("answer %d", i).isNotNull();
      }
    }
  }

  @Test
  void portInUseIsOneLineForPeople() {
    assertThatThrownBy(
            () -> HttpApi.start(node, api.address(), ApiToken.random(new SecureRandom())))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot listen for HTTP on 127.0.0.1:")
        .hasMessageContaining("--http");
  }
}
