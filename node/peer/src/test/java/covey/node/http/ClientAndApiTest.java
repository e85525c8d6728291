package covey.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.HostAndPort;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import covey.node.client.NodeClient;
import covey.node.runtime.ApiToken;
import covey.node.runtime.ModeStatus;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeStatus;
import covey.node.runtime.PeerStatus;
import covey.node.runtime.ShareStatus;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the API sends is what the client reads. */
class ClientAndApiTest {
  private final FakeNode node = new FakeNode();
  private HttpApi api;
  private NodeClient client;

  @BeforeEach
  void start() throws IOException {
    ApiToken token = ApiToken.random(new SecureRandom());
    api = HttpApi.start(node, HostAndPort.fromParts("127.0.0.1", 0), token);
    client = new NodeClient(api.address(), Optional.of(token.reveal()));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @EnumSource
  void aProblemKeepsItsKind(NodeProblem.Kind kind) {
    assertThatThrownBy(() -> client.share("problem-" + kind.name()))
        .isInstanceOf(NodeProblem.class)
        .hasMessage("as asked")
        .satisfies(e -> assertThat(((NodeProblem) e).kind()).isEqualTo(kind));
  }

  @Test
  void aStatusIsReadAsItWasSent() throws Exception {
    assertThat(client.status()).isEqualTo(node.status());
    assertThat(client.shares()).isEqualTo(node.shares());
    assertThat(client.peers(null)).isEqualTo(node.peers(null));
    assertThat(client.mode()).isEqualTo(node.mode());
  }

  @Test
  void theKeysOfTheApiStayFlatAndInOrder() throws Exception {
    assertThat(keys(client.read("status")))
        .containsExactly(
            "id role version listen mode directoryHost failover directoryAnswers members trackers"
                .concat(" openNetwork shares peers downBytesPerSecond upBytesPerSecond")
                .concat(" downloadedBytes uploadedBytes upLimitBytesPerSecond")
                .concat(" downLimitBytesPerSecond uptimeSeconds controlBytes directoryRequests")
                .concat(" directoryRequestsAnswered refusalsSent refusalsReceived")
                .split(" "));
    assertThat(keys(client.read("shares").getAsJsonArray().get(0)))
        .containsExactly(
            "id link name sizeBytes haveBytes pieces havePieces files state peers"
                .concat(" downBytesPerSecond upBytesPerSecond downloadedBytes uploadedBytes")
                .concat(" rejectedBytes duplicateBytes originBytes path kept waitingFor problem")
                .concat(" problemKind")
                .split(" "));
    assertThat(keys(client.read("peers").getAsJsonArray().get(0)))
        .containsExactly(
            "id address agent opened shares downBytesPerSecond upBytesPerSecond downloadedBytes"
                .concat(" uploadedBytes roundTripSeconds relayedBy")
                .split(" "));
    assertThat(keys(client.read("mode")))
        .containsExactly(
            "mode epoch scope orderedMode orderedBy nodes acknowledged acknowledgedBy waiting"
                .split(" "));
  }

  @Test
  void keysThatAreMissingReadAsNothing() {
    var gson = ApiResponse.GSON;
    assertThat(gson.fromJson("{}", NodeStatus.class).directory().trackers()).isNull();
    assertThat(gson.fromJson("{}", NodeStatus.class).sinceStart().uptimeSeconds()).isZero();
    assertThat(gson.fromJson("{\"uploadedBytes\":5}", ShareStatus.class).uploadedBytes())
        .isEqualTo(5);
    assertThat(gson.fromJson("{}", PeerStatus.class).traffic().uploadedBytes()).isZero();
    assertThat(gson.fromJson("{}", ModeStatus.class).waiting()).isNull();
    assertThat(gson.fromJson("null", NodeStatus.class)).isNull();
  }

  private static List<String> keys(JsonElement json) {
    JsonObject object = json.getAsJsonObject();
    return List.copyOf(object.keySet());
  }
}
