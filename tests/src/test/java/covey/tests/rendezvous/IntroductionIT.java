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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A provider that cannot be dialled is asked to dial. */
class IntroductionIT {
  private static final Duration SOON = Await.PATIENCE;
  private static final Duration FIRST_BYTE = Duration.ofSeconds(3);
  private static final int SIZE_BYTES = 6_000_000;

  @RegisterExtension static final TestMachine machine = new TestMachine();

  private static TestDeployment atTracker;
  private static CoveyNode readerAtTracker;
  private static CoveyNode hiddenAtTracker;

  @BeforeAll
  static void start() {
    atTracker = TestDeployment.start(machine, TestDeployment.Kind.TRACKER);
    readerAtTracker = atTracker.node("reader");
    hiddenAtTracker = atTracker.node("hidden", "--no-listen");
  }

  @Test
  void nodeThatDoesNotListenServesOthers() throws IOException {
    serve(hiddenAtTracker, readerAtTracker);
  }

  @ParameterizedTest
  @EnumSource(names = {"P2P", "AUTO"})
  void nodeThatDoesNotListenServesMembers(TestDeployment.Kind kind) throws IOException {
    TestDeployment deployment = TestDeployment.start(machine, kind, kind + "-");
    CoveyNode reader = deployment.node("reader");
    serve(deployment.node("hidden", "--no-listen"), reader);
  }

  private static void serve(CoveyNode hidden, CoveyNode reader) throws IOException {
    assertThat(hidden.listen()).isEqualTo("none");
    Path file = file(hidden);
    String id = hidden.api().add(file).get("id").getAsString();

    fetch(reader, id, file);

    assertThat(hidden.receivedFrom(reader)).isZero();
    assertThat(reader.receivedFrom(hidden)).isGreaterThanOrEqualTo(SIZE_BYTES);
  }

  @Test
  void nodeAnnouncedAtADeadAddressServesOthers() throws IOException {
    CoveyNode tracker = atTracker.tracker();
    try (Misplacer misplacer = Misplacer.before(tracker.listen())) {
      CoveyNode walled =
          machine.node("walled", "--mode", "tracker", "--tracker", misplacer.address());
      Path file = file(walled);
      String id = walled.api().add(file).get("id").getAsString();

      fetch(readerAtTracker, id, file);
    }
  }

  @Test
  void nodeAttachedToOneMemberIsReachedThroughAnother() throws IOException {
    CoveyNode one = machine.node("one", "--mode", "p2p");
    CoveyNode other = machine.node("other", "--mode", "p2p", "--join", one.listen());
    Await.until("two members", SOON, () -> other.api().status().get("members").getAsInt() == 2);
    CoveyNode hidden =
        machine.node("far-hidden", "--mode", "tracker", "--tracker", one.listen(), "--no-listen");
    CoveyNode reader = machine.node("far-reader", "--mode", "tracker", "--tracker", other.listen());
    Path file = file(hidden);
    String id = hidden.api().add(file).get("id").getAsString();

    fetch(reader, id, file);
  }

  @Test
  void contradictingOptionsAreWrongUsage() {
    assertThat(machine.runHere("node", "--no-listen", "--relay").usedWrongly()).contains("--relay");
    assertThat(machine.runHere("node", "--no-listen", "--listen", "127.0.0.1:0").usedWrongly())
        .contains("--no-listen");
  }

  @Test
  void nodeThatDoesNotListenOpensNoPortButItsApi() throws IOException {
    CoveyNode hidden = hiddenAtTracker;
    int http = Integer.parseInt(hidden.http().substring(hidden.http().lastIndexOf(':') + 1));
    assertThat(hidden.process().listeningPorts()).containsExactly(http);
  }

  /** Returns a file for a node to share, different for each. */
  private static Path file(CoveyNode node) throws IOException {
    Path file = machine.folder("original").resolve(node.id() + ".bin");
    return Tree.file(file, node.id().hashCode(), SIZE_BYTES);
  }

  /** Downloads by the bare id, which names no address. */
  private static void fetch(CoveyNode reader, String id, Path file) throws IOException {
    reader.api().get("covey:" + id, reader.downloads());
    long began = System.nanoTime();
    Await.until("a byte has arrived", SOON, () -> reader.number(id, "downloadedBytes") > 0);
    Measured.lessThan("first byte", Duration.ofNanos(System.nanoTime() - began), FIRST_BYTE);
    reader.awaitComplete(id, SOON);
    assertThat(reader.downloads().resolve(file.getFileName())).hasSameBinaryContentAs(file);
  }
}
