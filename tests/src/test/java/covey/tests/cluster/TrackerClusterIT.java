package covey.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.Measured;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several trackers that form one directory. */
class TrackerClusterIT {
  private static final Duration SOON = Await.PATIENCE;

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void noLookupFailsAndNothingIsLostThoughTrackersAreKilledAndStartedElsewhere() {
    Wandering trackers = Wandering.start(machine, 3);
    try (NodeCrowd crowd = NodeCrowd.start(machine, Mode.TRACKER, trackers.addresses(), 30, 10);
        Lookers lookers = Lookers.start(crowd, trackers.addresses(), 8)) {
      for (int kill = 0; kill < 2; kill++) {
        trackers.killOneAndStartItElsewhere();
        Clusters.awaitMembers(trackers.trackers(), 3);
      }
      lookers.stop();
      Measured.print("30 nodes, 2 kills: " + lookers);
      assertThat(lookers.lookups()).isGreaterThan(100);
      assertThat(lookers.failed()).as(lookers.toString()).isZero();
      for (HostAndPort tracker : trackers.addresses()) {
        Await.until("all records at " + tracker, SOON, () -> Lookers.lost(crowd, tracker) == 0);
      }
    }
  }

  @Test
  void whatIsSharedAtOneTrackerIsFoundAtAnotherAndTheOwnAddressInTheListIsHarmless()
      throws IOException {
    String a = Clusters.freeAddress();
    String b = Clusters.freeAddress();
    String all = a + "," + b;
    CoveyNode one = machine.tracker("one", "--listen", a, "--cluster", all);
    CoveyNode two = machine.tracker("two", "--listen", b, "--cluster", all);
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 1, 2_000_000);
    CoveyNode publisher = machine.node("publisher", "--mode", "tracker", "--tracker", one.listen());
    CoveyNode reader = machine.node("reader", "--mode", "tracker", "--tracker", two.listen());

    String id = publisher.api().add(file).get("id").getAsString();
    reader.api().get("covey:" + id, reader.downloads());
    reader.awaitComplete(id, SOON);

    assertThat(reader.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
    Clusters.awaitMembers(List.of(one, two), 2);
  }

  @Test
  void frozenTrackerIsLeftForTheNext() throws IOException {
    Wandering trackers = Wandering.start(machine, 3);
    CoveyNode frozen = trackers.trackers().getFirst();
    Path file = Tree.file(machine.folder("original").resolve("a name.bin"), 2, 100_000);
    String list =
        String.join(",", trackers.addresses().stream().map(HostAndPort::toString).toList());
    CoveyNode publisher = machine.node("publisher", "--mode", "tracker", "--tracker", list);
    CoveyNode reader = machine.node("reader", "--mode", "tracker", "--tracker", list);
    publisher.api().add(file);
    Await.until("found", SOON, () -> found(reader));

    frozen.process().freeze();
    long begun = System.nanoTime();
    boolean found = found(reader);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    frozen.process().thaw();

    assertThat(found).isTrue();
    Measured.lessThan("search put to a frozen tracker", took, Duration.ofSeconds(3));
  }

  private static boolean found(CoveyNode node) throws IOException {
    return node.api().call("GET", "search?q=name", null).toString().contains("a name.bin");
  }

  @Test
  void originAtAnotherTrackerThanTheNodesUseKeepsAndGivesTheirShares() throws IOException {
    Wandering trackers = Wandering.start(machine, 2);
    String named =
        String.join(",", trackers.addresses().stream().map(HostAndPort::toString).toList());
    CoveyNode origin =
        machine.tracker(
            "with-origin", "--cluster", named, "--origin", machine.folder("store").toString());
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 3, 12_000_000);
    CoveyNode publisher = machine.node("publisher", "--mode", "central", "--tracker", named);

    String link = machine.ask(publisher, "share", file.toString()).succeeded().link();
    String id = publisher.api().shares().get(0).getAsJsonObject().get("id").getAsString();
    publisher.process().kill();
    CoveyNode reader = machine.node("reader", "--mode", "central", "--tracker", named);
    machine.ask(reader, "get", link, "-o", reader.downloads().toString()).succeeded();

    assertThat(reader.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
    assertThat(origin.number(id, "uploadedBytes")).isGreaterThanOrEqualTo(12_000_000);
  }
}
