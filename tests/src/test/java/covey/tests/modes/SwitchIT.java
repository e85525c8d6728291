package covey.tests.modes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.Measured;
import covey.tests.process.Result;
import covey.tests.process.TestDeployment;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A deployment switches between modes while it is in use. */
@Execution(ExecutionMode.CONCURRENT)
class SwitchIT {
  private static final Duration SOON = Await.PATIENCE;
  private static final long SIZE = 64L << 20;

  /** The most bytes that a reader may fetch twice because of four switches. */
  private static final long AGAIN_BYTES = 3 << 20;

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void downloadsGoOnThroughEverySwitch() throws Exception {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 1, SIZE);
    CoveyNode tracker = TestDeployment.startOrigin(machine, "127.0.0.1:0");
    CoveyNode publisher = node("publisher", tracker, "central");
    List<CoveyNode> readers = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      readers.add(node("reader" + i, tracker, "tracker", "--down", "3MB"));
    }
    String link = machine.ask(publisher, "share", file.toString()).succeeded().link();
    String id = publisher.api().shares().get(0).getAsJsonObject().get("id").getAsString();
    order(publisher, "tracker", 4);

    try (Gaps gaps = new Gaps(readers, id)) {
      for (CoveyNode reader : readers) {
        reader.api().get(link, reader.downloads());
      }
      double part = 0;
      for (String mode : List.of("p2p", "central", "tracker", "p2p")) {
        part += 0.18;
        long bytes = (long) (part * SIZE);
        Await.until(
            "some bytes arrived", SOON, () -> readers.getFirst().number(id, "haveBytes") > bytes);
        gaps.begin(mode);
        order(readers.getFirst(), mode, 4);
      }
      for (CoveyNode reader : readers) {
        reader.awaitComplete(id, SOON);
      }
      Measured.lessThan("longest gap", gaps.longest(), Duration.ofMillis(1_500));
    }
    for (CoveyNode reader : readers) {
      assertThat(reader.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
      assertThat(reader.number(id, "downloadedBytes")).isLessThan(SIZE + AGAIN_BYTES);
      assertThat(mode(reader).get("epoch").getAsLong()).isEqualTo(5);
    }
  }

  @Test
  void aNodeThatWasAwayObeysOnReturnThoughTheTrackerIsDead() throws IOException {
    CoveyNode tracker = machine.tracker("tracker");
    CoveyNode stays = node("stays", tracker, "tracker");
    CoveyNode leaves = node("leaves", tracker, "tracker");
    Await.until("both follow", SOON, () -> mode(stays).get("nodes").getAsInt() == 2);
    leaves.process().kill();
    Result order = machine.ask(stays, "mode", "p2p", "--deployment", "--timeout", "1s");
    assertThat(order.exitCode()).as(order.err()).isEqualTo(6);
    assertThat(order.err()).contains("waiting for " + leaves.listen() + " (tracker)");

    tracker.process().kill();
    CoveyNode back = node("leaves", tracker, "tracker", "--join", stays.listen());
    Await.until("in p2p mode", SOON, () -> mode(back).get("mode").getAsString().equals("p2p"));
    Await.until("both are members", SOON, () -> mode(stays).get("acknowledged").getAsInt() == 2);
  }

  @Test
  void aTrackerSendsNodesIntoEveryModeEvenOneThatKnowsNoTracker() throws IOException {
    CoveyNode tracker = TestDeployment.startOrigin(machine, "127.0.0.1:0");
    CoveyNode knows = node("knows", tracker, "tracker");
    machine.ask(tracker, "mode", "central", "--deployment").succeeded();
    assertThat(mode(knows).get("mode").getAsString()).isEqualTo("central");

    CoveyNode knowsNone = machine.node("knows-none", "--mode", "p2p", "--join", tracker.listen());
    Await.until(
        "it learns about the order and the tracker",
        SOON,
        () -> mode(knowsNone).get("mode").getAsString().equals("central"));
    machine.ask(knows, "mode", "tracker").succeeded();
    assertThat(mode(tracker).get("acknowledgedBy").toString()).contains(knowsNone.listen());
    Await.until(
        "one works in another mode",
        SOON,
        () -> mode(tracker).get("waiting").toString().contains(knows.listen() + " (tracker)"));
  }

  @Test
  void nodesThatShareNothingFindEachOtherThoughTheTrackerOrdersThemAway() throws IOException {
    CoveyNode tracker = machine.tracker("tracker");
    List<CoveyNode> nodes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      nodes.add(node("node" + i, tracker, "tracker"));
    }
    Await.until("all follow", SOON, () -> mode(tracker).get("nodes").getAsInt() == 3);
    machine.ask(tracker, "mode", "p2p", "--deployment").succeeded();
    tracker.process().kill();
    for (CoveyNode node : nodes) {
      Await.until(
          "all are members", SOON, () -> node.api().status().get("members").getAsInt() == 3);
    }
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 1, 1_000_000);
    String id = nodes.get(0).api().add(file).get("id").getAsString();
    nodes.get(2).api().get(id, nodes.get(2).downloads());
    nodes.get(2).awaitComplete(id, SOON);
  }

  @Test
  void whatAModeLacksIsSaidAndNothingChanges() throws IOException {
    CoveyNode tracker = machine.tracker("tracker");
    CoveyNode node = node("node", tracker, "tracker");
    Result central = machine.ask(node, "mode", "central", "--deployment");
    assertThat(central.exitCode()).isEqualTo(4);
    assertThat(central.err()).contains("--origin");
    Result atTheTracker = machine.ask(tracker, "mode", "central", "--deployment");
    assertThat(atTheTracker.exitCode()).isEqualTo(4);
    assertThat(atTheTracker.err()).contains("--origin");
    CoveyNode alone = machine.node("alone", "--mode", "p2p");
    assertThat(machine.ask(alone, "mode", "tracker").exitCode()).isEqualTo(2);
    assertThat(machine.ask(tracker, "mode", "p2p").exitCode()).isEqualTo(2);
    assertThat(mode(node).get("epoch").getAsLong()).isZero();
    assertThat(mode(node).get("mode").getAsString()).isEqualTo("tracker");
  }

  private CoveyNode node(String name, CoveyNode tracker, String mode, String... extra) {
    List<String> args = new ArrayList<>(List.of("--mode", mode, "--tracker", tracker.listen()));
    args.addAll(List.of("--multicast", "off"));
    args.addAll(List.of(extra));
    return machine.node(name, args.toArray(String[]::new));
  }

  private void order(CoveyNode at, String mode, int nodes) throws IOException {
    machine.ask(at, "mode", mode, "--deployment").succeeded();
    JsonObject status = mode(at);
    assertThat(status.get("mode").getAsString()).isEqualTo(mode);
    assertThat(status.get("acknowledged").getAsInt()).as("%s", status).isEqualTo(nodes);
  }

  private static JsonObject mode(CoveyNode node) throws IOException {
    return node.api().call("GET", "mode", null).getAsJsonObject();
  }
}
