package covey.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.TestDeployment;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SIGKILL at the worst moment. */
class CrashIT {
  private static final Duration SOON = Await.PATIENCE;

  /** Pieces of 256 KiB in flight, plus the bytes received since the last sync. */
  private static final long IN_FLIGHT_BYTES = 8L << 20;

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void killedDownloaderFetchesAgainAtMostWhatWasInFlight() throws IOException {
    long fileBytes = 64L << 20;
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 1, fileBytes);
    CoveyNode publisher = machine.node("publisher", "--mode", "p2p");
    CoveyNode reader = machine.node("reader", "--mode", "p2p", "--down", "12MB");
    String link = publisher.api().add(file).get("link").getAsString();
    String id = reader.api().get(link, reader.downloads()).get("id").getAsString();

    CoveyNode first = reader;
    Await.until("half has arrived", SOON, () -> first.number(id, "haveBytes") > fileBytes / 2);
    long had = reader.number(id, "haveBytes");
    reader.process().kill();
    assertThat(reader.downloads().resolve("file.bin"))
        .as("no incomplete file under its final name")
        .doesNotExist();
    CoveyNode again = machine.node("reader", "--mode", "p2p");
    again.awaitComplete(id, SOON);

    assertThat(had).isLessThan(fileBytes);
    assertThat(again.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
    assertThat(publisher.number(id, "uploadedBytes"))
        .as("bytes sent in total")
        .isBetween(fileBytes, fileBytes + IN_FLIGHT_BYTES);
  }

  @Test
  void restartedSeedStillHasItsSharesAndHashesNothingAgain() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 2, 30_000_000);
    CoveyNode publisher = machine.node("publisher", "--mode", "p2p");
    String id = publisher.api().add(file).get("id").getAsString();

    publisher.process().kill();
    CoveyNode again = machine.node("publisher", "--mode", "p2p");

    assertThat(again.id()).as("a node keeps its id").isEqualTo(publisher.id());
    again.awaitComplete(id, SOON);
    CoveyNode reader = machine.node("reader", "--mode", "p2p", "--join", again.listen());
    reader.api().get("covey:" + id, reader.downloads());
    reader.awaitComplete(id, SOON);
    assertThat(reader.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
  }

  @Test
  void publisherKilledAfterOneCopyIsOutAndAllComplete() throws IOException {
    long fileBytes = 24L << 20;
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 3, fileBytes);
    TestDeployment deployment = TestDeployment.start(machine, TestDeployment.Kind.TRACKER);
    CoveyNode publisher = deployment.node("publisher", "--up", "5MB");
    List<CoveyNode> readers =
        List.of(deployment.node("r1"), deployment.node("r2"), deployment.node("r3"));
    String link = publisher.api().add(file).get("link").getAsString();
    String id = publisher.api().shares().get(0).getAsJsonObject().get("id").getAsString();
    for (CoveyNode reader : readers) {
      reader.api().get(link, reader.downloads());
    }

    // The publisher sends each piece once, so after that many bytes it has sent all of them.
    Await.until(
        "one full copy was sent",
        SOON,
        () -> readers.stream().mapToLong(r -> r.receivedFrom(publisher)).sum() >= fileBytes);
    publisher.process().kill();

    for (CoveyNode reader : readers) {
      reader.awaitComplete(id, SOON);
      assertThat(reader.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
    }
  }

  @Test
  void runningDownloadGoesOnWhenTheTrackerDies() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 4, 20_000_000);
    TestDeployment deployment = TestDeployment.start(machine, TestDeployment.Kind.TRACKER);
    CoveyNode publisher = deployment.node("publisher");
    CoveyNode reader = deployment.node("reader", "--down", "8MB");
    String id = publisher.api().add(file).get("id").getAsString();
    reader.api().get("covey:" + id, reader.downloads());

    Await.until("a part has arrived", SOON, () -> reader.number(id, "haveBytes") > 4_000_000);
    deployment.tracker().process().kill();
    reader.awaitComplete(id, SOON);

    assertThat(reader.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
  }

  @Test
  void restartedTrackerKnowsAgainWhoHasWhat() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 5, 1_000_000);
    TestDeployment deployment = TestDeployment.start(machine, TestDeployment.Kind.TRACKER);
    CoveyNode publisher = deployment.node("publisher");
    String id = publisher.api().add(file).get("id").getAsString();

    deployment.tracker().process().kill();
    machine.tracker("tracker", "--listen", deployment.tracker().listen());
    CoveyNode reader = deployment.node("reader");
    reader.api().get("covey:" + id, reader.downloads());
    reader.awaitComplete(id, SOON);

    assertThat(Files.size(reader.downloads().resolve("file.bin"))).isEqualTo(1_000_000);
  }
}
