package covey.tests.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.HostAndPort;
import com.google.gson.JsonElement;
import covey.protocol.directory.RelayToken;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.RelayedDial;
import covey.tests.peer.Misplacer;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.Measured;
import covey.tests.process.TestDeployment;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two nodes that cannot dial each other connect through a third that relays. */
@Execution(ExecutionMode.CONCURRENT)
class RelayIT {
  private static final Duration SOON = Await.PATIENCE;
  private static final Duration FIRST_BYTE = Duration.ofSeconds(6);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String AT_TRACKER = "the nodes at the tracker";

  @RegisterExtension final TestMachine machine = new TestMachine();

  /** For nodes that several tests use. */
  @RegisterExtension static final TestMachine shared = new TestMachine();

  /** A node that relays, and two that do not listen. */
  private record Triple(CoveyNode relay, CoveyNode giver, CoveyNode taker) {}

  private static Triple atTracker;

  @BeforeAll
  static void start() {
    TestDeployment deployment = TestDeployment.start(shared, TestDeployment.Kind.TRACKER);
    atTracker =
        new Triple(
            deployment.node("relay", "--relay"),
            deployment.node("giver", "--no-listen"),
            deployment.node("taker", "--no-listen"));
  }

  @Test
  @ResourceLock(AT_TRACKER)
  void twoThatDoNotListenMeetOverOneThatRelays() throws IOException {
    meet(atTracker);
  }

  /** Only the relay can be dialled. */
  @Test
  void twoThatDoNotListenMeetOverAMemberThatRelays() throws IOException {
    CoveyNode relay = machine.node("relay", "--mode", "p2p", "--relay");
    String[] hidden = {"--mode", "p2p", "--join", relay.listen(), "--no-listen"};
    meet(new Triple(relay, machine.node("giver", hidden), machine.node("taker", hidden)));
  }

  private void meet(Triple nodes) throws IOException {
    CoveyNode relay = nodes.relay;
    CoveyNode giver = nodes.giver;
    CoveyNode taker = nodes.taker;
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 1, 64_000_000);
    String id = giver.api().add(file).get("id").getAsString();
    long before = relay.process().memoryBytes("VmRSS");

    taker.api().get("covey:" + id, taker.downloads());
    long began = System.nanoTime();
    Await.until("a byte has arrived", SOON, () -> taker.number(id, "downloadedBytes") > 0);
    Measured.lessThan("first byte", Duration.ofNanos(System.nanoTime() - began), FIRST_BYTE);
    String by = relayedBy(taker, giver);
    taker.awaitComplete(id, SOON);

    assertThat(taker.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
    assertThat(by).isEqualTo(relay.listen());
    assertThat(relay.process().memoryBytes("VmRSS") - before)
        .as("the relay buffers little of 64 MB")
        .isLessThan(32L << 20);
    assertThat(relay.api().shares()).isEmpty();
  }

  @Test
  void twoWhoseAddressesLeadNowhereMeetOverOneThatRelays() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 5, 6_000_000);
    CoveyNode tracker = machine.tracker("tracker", "--relay");
    try (Misplacer before = Misplacer.before(tracker.listen());
        Misplacer beforeOther = Misplacer.before(tracker.listen())) {
      CoveyNode giver = machine.node("giver", "--mode", "tracker", "--tracker", before.address());
      CoveyNode taker =
          machine.node("taker", "--mode", "tracker", "--tracker", beforeOther.address());
      String id = giver.api().add(file).get("id").getAsString();

      taker.api().get("covey:" + id, taker.downloads());
      long began = System.nanoTime();
      Await.until("a byte has arrived", SOON, () -> taker.number(id, "downloadedBytes") > 0);
      Measured.lessThan("first byte", Duration.ofNanos(System.nanoTime() - began), FIRST_BYTE);
      taker.awaitComplete(id, SOON);

      assertThat(relayedBy(taker, giver)).isEqualTo(tracker.listen());
      assertThat(taker.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
    }
  }

  @Test
  void twoThatAreAttachedToDifferentMembersMeet() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 4, 6_000_000);
    CoveyNode one = machine.node("one", "--mode", "p2p");
    CoveyNode other = machine.node("other", "--mode", "p2p", "--join", one.listen());
    Await.until("two members", SOON, () -> other.api().status().get("members").getAsInt() == 2);
    CoveyNode relay =
        machine.node("relay", "--mode", "tracker", "--tracker", one.listen(), "--relay");
    CoveyNode giver =
        machine.node("giver", "--mode", "tracker", "--tracker", one.listen(), "--no-listen");
    CoveyNode taker =
        machine.node("taker", "--mode", "tracker", "--tracker", other.listen(), "--no-listen");
    String id = giver.api().add(file).get("id").getAsString();

    taker.api().get("covey:" + id, taker.downloads());
    taker.awaitComplete(id, SOON);

    assertThat(relayedBy(taker, giver)).isEqualTo(relay.listen());
    assertThat(taker.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
    assertThat(machine.ask(taker, "peers").succeeded().out()).contains("(relay)");
  }

  @Test
  @ResourceLock(AT_TRACKER)
  void relayedBytesKeepToTheRelaysLimit() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("limited.bin"), 2, 12_000_000);
    CoveyNode giver = atTracker.giver;
    CoveyNode taker = atTracker.taker;
    machine.ask(atTracker.relay, "limit", "--up", "3MB").succeeded();
    String id = giver.api().add(file).get("id").getAsString();

    taker.api().get("covey:" + id, taker.downloads());
    Await.until("a byte has arrived", SOON, () -> taker.number(id, "downloadedBytes") > 0);
    long began = System.nanoTime();
    taker.awaitComplete(id, SOON);
    double seconds = (System.nanoTime() - began) / 1e9;

    machine.ask(atTracker.relay, "limit", "--up", "0").succeeded();
    assertThat(seconds).as("12 MB at 3 MB/s").isGreaterThan(3.2);
    assertThat(taker.downloads().resolve("limited.bin")).hasSameBinaryContentAs(file);
  }

  @Test
  void withoutARelayTheReaderSaysWhyItWaits() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 3, 1_000_000);
    TestDeployment deployment = TestDeployment.start(machine, TestDeployment.Kind.TRACKER);
    CoveyNode third = deployment.node("third");
    CoveyNode giver = deployment.node("giver", "--no-listen");
    CoveyNode taker = deployment.node("taker", "--no-listen");
    String id = giver.api().add(file).get("id").getAsString();
    taker.api().get("covey:" + id, taker.downloads());

    Await.until(
        "it says why",
        SOON,
        () -> taker.api().share(id).get("waitingFor").getAsString().contains("no node relays"));

    assertThat(taker.number(id, "downloadedBytes")).isZero();
    assertThatThrownBy(() -> place(third.listen(), node(1), node(2)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("this node does not relay");
  }

  @Test
  void relayTakesSixteenPairsAndNoMore() throws IOException {
    CoveyNode tracker = machine.tracker("tracker", "--relay");
    List<AutoCloseable> pairs = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 16; i++) {
      LocalNode from = node(2 * i);
      LocalNode to = node(2 * i + 1);
      try (RelayedDial opened = place(tracker.listen(), from, to)) {
        Thread joining = joinApart(tracker.listen(), opened.token(), to, pairs);
        pairs.add(opened.connect(PATIENCE));
        joinEnd(joining);
      }
    }
    assertThat(pairs).hasSize(32);

    assertThatThrownBy(() -> place(tracker.listen(), node(100), node(101)))
        .hasMessageContaining("it already relays 16 pairs, its maximum");

    closeAll(pairs);
    Await.until(
        "there is room again",
        SOON,
        () -> {
          place(tracker.listen(), node(100), node(101)).close();
          return true;
        });
  }

  @Test
  void onlyWhoIsMeantAndHasTheTokenJoins() throws IOException {
    CoveyNode tracker = machine.tracker("tracker", "--relay");
    HostAndPort relay = HostAndPort.fromString(tracker.listen());
    try (RelayedDial opened = place(tracker.listen(), node(1), node(2))) {
      RelayToken guessed = new RelayToken(opened.token().high(), opened.token().low() + 1);
      assertThatThrownBy(() -> RelayedDial.join(relay, guessed, PATIENCE, node(2)))
          .hasMessageContaining("no place is reserved for you under that token");
      assertThatThrownBy(() -> RelayedDial.join(relay, opened.token(), PATIENCE, node(3)))
          .hasMessageContaining("no place is reserved for you under that token");

      // The other node never joins.
      assertThatThrownBy(() -> opened.connect(PATIENCE))
          .hasMessageContaining("the other node did not join in time");
      assertThatThrownBy(() -> RelayedDial.join(relay, opened.token(), PATIENCE, node(2)))
          .hasMessageContaining("no place is reserved for you under that token");
    }
  }

  private static String relayedBy(CoveyNode taker, CoveyNode giver) throws IOException {
    for (JsonElement peer : taker.api().peers()) {
      if (peer.getAsJsonObject().get("id").getAsString().equals(giver.id())) {
        return peer.getAsJsonObject().get("relayedBy").getAsString();
      }
    }
    throw new IOException("not connected to " + giver.id());
  }

  private static LocalNode node(int number) {
    byte[] id = new byte[32];
    id[0] = (byte) number;
    return new LocalNode(NodeId.of(id), "", "test", List::of);
  }

  private static RelayedDial place(String relay, LocalNode from, LocalNode to) throws IOException {
    return RelayedDial.open(HostAndPort.fromString(relay), to.id(), PATIENCE, from);
  }

  private static Thread joinApart(
      String relay, RelayToken token, LocalNode to, List<AutoCloseable> pairs) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                pairs.add(RelayedDial.join(HostAndPort.fromString(relay), token, PATIENCE, to));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static void joinEnd(Thread joining) {
    try {
      joining.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeAll(List<AutoCloseable> pairs) {
    for (AutoCloseable each : pairs) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
