package covey.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import covey.tests.peer.CorruptingPeer;
import covey.tests.peer.HostileInfo;
import covey.tests.peer.StrangeShare;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Peers that break the protocol. */
class LyingPeerIT {
  private static final Duration SOON = Await.PATIENCE;

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void corruptingPeerIsFoundAndDroppedAndTheDownloadCompletes() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 1, 24_000_000);
    CoveyNode publisher = machine.node("publisher", "--mode", "p2p", "--up", "8MB");
    CoveyNode reader = machine.node("reader", "--mode", "p2p");
    String id = publisher.api().add(file).get("id").getAsString();

    try (CorruptingPeer corrupting = CorruptingPeer.inFrontOf(publisher.listen(), 1)) {
      String hints = "?p=" + corrupting.address() + "&p=" + publisher.listen();
      reader.api().get("covey:" + id + hints, reader.downloads());
      reader.awaitComplete(id, SOON);

      assertThat(corrupting.corruptedBytes()).as("corrupted bytes").isPositive();
      assertThat(reader.number(id, "rejectedBytes")).isPositive();
      Await.until("the corrupting peer is dropped", SOON, () -> corrupting.connections() == 0);
    }
    assertThat(reader.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
  }

  @Test
  void corruptingPeerAloneGivesNoFile() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 2, 1_000_000);
    CoveyNode publisher = machine.node("publisher", "--mode", "p2p");
    CoveyNode reader = machine.node("reader", "--mode", "p2p");
    String id = publisher.api().add(file).get("id").getAsString();

    try (CorruptingPeer corrupting = CorruptingPeer.inFrontOf(publisher.listen(), 2)) {
      reader.api().get("covey:" + id + "?p=" + corrupting.address(), reader.downloads());
      Await.until("the corruption is found", SOON, () -> reader.number(id, "rejectedBytes") > 0);
      Await.until("the corrupting peer is dropped", SOON, () -> corrupting.connections() == 0);
    }
    assertThat(reader.downloads().resolve("file.bin")).doesNotExist();
    assertThat(reader.number(id, "haveBytes")).isLessThan(1_000_000);
  }

  @Test
  void hostileShareIsRefusedAndNothingIsWritten() throws IOException {
    CoveyNode reader = machine.node("reader", "--mode", "p2p");
    SoftAssertions softly = new SoftAssertions();
    for (HostileInfo hostile : HostileInfo.all()) {
      softly.check(() -> assertRefused(reader, hostile));
    }
    softly.assertAll();
  }

  private void assertRefused(CoveyNode reader, HostileInfo hostile) throws IOException {
    Path outside = machine.folder("outside");
    Path dir = machine.folder("outside/downloads");
    SortedMap<String, String> before = Tree.list(outside);
    try (StrangeShare strange = StrangeShare.of(hostile.info())) {
      reader.api().get(strange.link(), dir);
      Await.until(
          hostile.what() + ": failed",
          () -> reader.api().share(strange.id()).get("state").getAsString().equals("failed"));

      JsonObject share = reader.api().share(strange.id());
      assertThat(share.get("problem").getAsString())
          .as(hostile.what())
          .isNotBlank()
          .matches(line -> line.chars().noneMatch(Character::isISOControl), "one clean line");
    }
    assertThat(Tree.list(outside)).as(hostile.what()).isEqualTo(before);
    assertThat(Path.of("/tmp/covey-escaped")).doesNotExist();
  }

  @Test
  void commandTellsOfAHostileShareInOneLine() throws IOException {
    Path dir = machine.folder("downloads");
    CoveyNode reader = machine.node("reader", "--mode", "p2p");
    HostileInfo hostile = HostileInfo.all().getFirst();
    try (StrangeShare strange = StrangeShare.of(hostile.info())) {
      machine.ask(reader, "get", strange.link(), "-o", dir.toString()).failedWith(1);
    }
    assertThat(dir).isEmptyDirectory();
  }
}
