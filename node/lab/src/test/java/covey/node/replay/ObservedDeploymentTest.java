package covey.node.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import covey.node.runtime.NodeStatus;
import covey.node.runtime.ShareStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservedDeploymentTest {
  private static final Gson GSON = new Gson();

  private final ObservedDeployment deployment = new ObservedDeployment();

  private static NodeStatus status(String id, String role) {
    return status(
        "{\"id\":\"%s\",\"role\":\"%s\",\"mode\":\"tracker\",\"failover\":\"\",\"listen\":\"9.9.9.9:1\","
                .formatted(id, role)
            + "\"directoryAnswers\":true,\"upLimitBytesPerSecond\":7}");
  }

  private static NodeStatus status(String json) {
    return GSON.fromJson(json, NodeStatus.class);
  }

  private static ShareStatus share(String state, long have, long downloaded) {
    return GSON.fromJson(
        ("{\"id\":\"secretid\",\"name\":\"secret"
                + " name\",\"path\":\"/secret\",\"link\":\"covey:secret\","
                + "\"sizeBytes\":1000,\"pieces\":4,\"state\":\"%s\",\"haveBytes\":%d,"
                + "\"downloadedBytes\":%d}")
            .formatted(state, have, downloaded),
        ShareStatus.class);
  }

  private List<RecordedChange> answered(double at, ShareStatus... shares) {
    deployment.answered("h:1", at, status("idOne", "node"), List.of(shares));
    return deployment.changes();
  }

  @Test
  void namesIdsAndPathsAreNotRecorded() {
    deployment.answered("h:9", 0, status("idTracker", "tracker"), List.of());
    List<RecordedChange> lines = deployment.changes();
    lines.addAll(answered(1, share("downloading", 0, 0)));
    assertThat(lines)
        .containsExactly(
            new RecordedChange.NodeSeen(0, "t1", "tracker", "tracker", 7, 0),
            new RecordedChange.NodeSeen(1, "n1", "node", "tracker", 7, 0),
            new RecordedChange.ShareSeen(1, "s1", 1000, 4),
            new RecordedChange.Held(1, "n1", "s1", "downloading", 0));
    assertThat(lines.toString()).doesNotContain("secret", "idOne", "9.9.9.9");
  }

  @Test
  void onlyChangesAreRecorded() {
    answered(0, share("downloading", 0, 0));
    assertThat(answered(1, share("downloading", 0, 0))).isEmpty();
    assertThat(answered(2, share("downloading", 10, 10)))
        .containsExactly(new RecordedChange.Held(2, "n1", "s1", "downloading", 10));
    assertThat(answered(3, share("downloading", 15, 15))).isEmpty();
    assertThat(answered(4, share("seeding", 1000, 1000)))
        .containsExactly(new RecordedChange.Held(4, "n1", "s1", "seeding", 1000));
    assertThat(answered(5)).containsExactly(new RecordedChange.Held(5, "n1", "s1", "removed", 0));
  }

  @Test
  void downloadBetweenTwoPollsIsRecordedAndAnExistingShareIsNot() {
    answered(0);
    assertThat(answered(1, share("seeding", 1000, 1000)))
        .contains(
            new RecordedChange.Held(0.5, "n1", "s1", "downloading", 0),
            new RecordedChange.Held(1, "n1", "s1", "seeding", 1000));
    deployment.answered("h:2", 2, status("idTwo", "node"), List.of(share("seeding", 1000, 1000)));
    assertThat(deployment.changes())
        .doesNotContain(new RecordedChange.Held(2, "n2", "s1", "downloading", 0))
        .contains(new RecordedChange.Held(2, "n2", "s1", "seeding", 1000));
  }

  @Test
  void downloadFirstSeenWithBytesIsRecordedFromNothing() {
    answered(0);
    assertThat(answered(1, share("downloading", 700, 700)))
        .containsSubsequence(
            new RecordedChange.Held(1, "n1", "s1", "downloading", 0),
            new RecordedChange.Held(1, "n1", "s1", "downloading", 700));
    deployment.answered("h:2", 2, status("idTwo", "node"), List.of(share("downloading", 700, 200)));
    assertThat(deployment.changes())
        .as("whose beginning nobody saw")
        .doesNotContain(new RecordedChange.Held(2, "n2", "s1", "downloading", 0))
        .contains(new RecordedChange.Held(2, "n2", "s1", "downloading", 700));
  }

  @Test
  void nodeRestartedAtAnotherAddressIsTheSame() {
    answered(0, share("seeding", 1000, 0));
    deployment.gone("h:1", 3);
    deployment.gone("h:1", 4);
    assertThat(deployment.changes()).containsExactly(new RecordedChange.NodeGone(3, "n1"));
    assertThat(deployment.nodesPresent()).isZero();
    deployment.answered("h:2", 5, status("idOne", "node"), List.of(share("importing", 500, 0)));
    assertThat(deployment.changes())
        .containsExactly(new RecordedChange.NodeSeen(5, "n1", "node", "tracker", 7, 0));
    deployment.gone("h:1", 6);
    assertThat(deployment.changes()).isEmpty();
    assertThat(deployment.nodesPresent()).isEqualTo(1);
  }

  @Test
  void nodeWithAnInvalidAnswerCountsAsGone() {
    answered(0);
    double at = 0;
    for (String json :
        List.of(
            "{}",
            "{\"id\":\"idOne\"}",
            "{\"id\":\"idOne\",\"role\":\"king\",\"mode\":\"p2p\",\"failover\":\"\"}",
            "{\"id\":\"idOne\",\"role\":\"node\",\"mode\":\"\\u001b[2J\",\"failover\":\"\"}",
            "{\"id\":\"idOne\",\"role\":\"node\",\"mode\":\"p2p\",\"failover\":\"\","
                + "\"upLimitBytesPerSecond\":-1}")) {
      deployment.answered("h:1", ++at, status(json), List.of());
      assertThat(deployment.changes())
          .as(json)
          .containsExactly(new RecordedChange.NodeGone(at, "n1"));
      answered(++at);
    }
  }

  @Test
  void impossibleSharesAreNotRecorded() {
    answered(0);
    ShareStatus empty = GSON.fromJson("{}", ShareStatus.class);
    assertThat(answered(1, empty, share("singing", 0, 0), share("seeding", -1, 0))).hasSize(1);
  }

  @Test
  void directoryChangesAndHighestRatesAreRecorded() {
    answered(0);
    String json =
        "{\"id\":\"idOne\",\"role\":\"node\",\"mode\":\"auto\",\"failover\":\"on members\","
            + "\"directoryAnswers\":true,\"upLimitBytesPerSecond\":7,\"upBytesPerSecond\":RATE}";
    deployment.answered("h:1", 1, status(json.replace("RATE", "100")), List.of());
    deployment.answered("h:1", 2, status(json.replace("RATE", "101")), List.of());
    deployment.answered("h:1", 3, status(json.replace("RATE", "50")), List.of());
    deployment.answered("h:1", 4, status(json.replace("RATE", "200")), List.of());
    assertThat(deployment.changes())
        .containsExactly(
            new RecordedChange.NodeSeen(1, "n1", "node", "auto", 7, 0),
            new RecordedChange.Rates(1, "n1", 100, 0),
            new RecordedChange.DirectorySeen(1, "n1", true, true),
            new RecordedChange.Rates(4, "n1", 200, 0));
  }
}
