package covey.tests.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;

import covey.tests.peer.Misplacer;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.Measured;
import covey.tests.process.TestDeployment;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A provider that cannot be dialled is asked to dial. */
class IntroductionIT {
  private static final Duration SOON = Await.PATIENCE;
  private static final Duration FIRST_BYTE = Duration.ofSeconds(3);
  private static final int SIZE_BYTES = 6_000_000;

  @RegisterExtension final TestMachine machine = new TestMachine();

  @ParameterizedTest
  @EnumSource(names = {"TRACKER", "P2P", "AUTO"})
  void nodeThatDoesNotListenServesOthers(TestDeployment.Kind kind) throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 1, SIZE_BYTES);
    TestDeployment deployment = TestDeployment.start(machine, kind);
    CoveyNode reader = deployment.node("reader");
    CoveyNode hidden = deployment.node("hidden", "--no-listen");
    assertThat(hidden.listen()).isEqualTo("none");
    String id = hidden.api().add(file).get("id").getAsString();

    fetch(reader, id, file);

    assertThat(hidden.receivedFrom(reader)).isZero();
    assertThat(reader.receivedFrom(hidden)).isGreaterThanOrEqualTo(SIZE_BYTES);
  }

  @Test
  void nodeAnnouncedAtADeadAddressServesOthers() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 2, SIZE_BYTES);
    CoveyNode tracker = machine.tracker("tracker");
    try (Misplacer misplacer = Misplacer.before(tracker.listen())) {
      CoveyNode walled =
          machine.node("walled", "--mode", "tracker", "--tracker", misplacer.address());
      CoveyNode reader = machine.node("reader", "--mode", "tracker", "--tracker", tracker.listen());
      String id = walled.api().add(file).get("id").getAsString();

      fetch(reader, id, file);
    }
  }

  @Test
  void nodeAttachedToOneMemberIsReachedThroughAnother() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 3, SIZE_BYTES);
    CoveyNode one = machine.node("one", "--mode", "p2p");
    CoveyNode other = machine.node("other", "--mode", "p2p", "--join", one.listen());
    Await.until("two members", SOON, () -> other.api().status().get("members").getAsInt() == 2);
    CoveyNode hidden =
        machine.node("hidden", "--mode", "tracker", "--tracker", one.listen(), "--no-listen");
    CoveyNode reader = machine.node("reader", "--mode", "tracker", "--tracker", other.listen());
    String id = hidden.api().add(file).get("id").getAsString();

    fetch(reader, id, file);
  }

  @Test
  void contradictingOptionsAreWrongUsage() {
    assertThat(machine.run("node", "--no-listen", "--relay").usedWrongly()).contains("--relay");
    assertThat(machine.run("node", "--no-listen", "--listen", "127.0.0.1:0").usedWrongly())
        .contains("--no-listen");
  }

  @Test
  void nodeThatDoesNotListenOpensNoPortButItsApi() throws IOException {
    CoveyNode tracker = machine.tracker("tracker");
    CoveyNode hidden =
        machine.node("hidden", "--mode", "tracker", "--tracker", tracker.listen(), "--no-listen");

    int http = Integer.parseInt(hidden.http().substring(hidden.http().lastIndexOf(':') + 1));
    assertThat(hidden.process().listeningPorts()).containsExactly(http);
  }

  /** Downloads by the bare id, which names no address. */
  private static void fetch(CoveyNode reader, String id, Path file) throws IOException {
    reader.api().get("covey:" + id, reader.downloads());
    long began = System.nanoTime();
    Await.until("a byte has arrived", SOON, () -> reader.number(id, "downloadedBytes") > 0);
    Measured.lessThan("first byte", Duration.ofNanos(System.nanoTime() - began), FIRST_BYTE);
    reader.awaitComplete(id, SOON);
    assertThat(reader.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
  }
}
