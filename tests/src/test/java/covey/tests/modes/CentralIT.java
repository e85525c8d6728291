package covey.tests.modes;

import static org.assertj.core.api.Assertions.assertThat;

import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.TestDeployment;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** `central`: the origin receives every share, and only the origin serves it. */
@Execution(ExecutionMode.CONCURRENT)
class CentralIT {
  private static final Duration SOON = Await.PATIENCE;

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void publisherMayLeaveOnceShareHasReturned() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 1, 30_000_000);
    TestDeployment deployment = TestDeployment.start(machine, TestDeployment.Kind.CENTRAL);
    CoveyNode publisher = deployment.node("publisher");

    String link = machine.ask(publisher, "share", file.toString()).succeeded().link();
    publisher.process().kill();
    CoveyNode reader = deployment.node("reader");
    machine.ask(reader, "get", link, "-o", reader.downloads().toString()).succeeded();

    assertThat(reader.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
  }

  @Test
  void nodesServeEachOtherNothing() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 2, 12_000_000);
    TestDeployment deployment = TestDeployment.start(machine, TestDeployment.Kind.CENTRAL);
    CoveyNode publisher = deployment.node("publisher");
    String link = machine.ask(publisher, "share", file.toString()).succeeded().link();
    String id = publisher.api().shares().get(0).getAsJsonObject().get("id").getAsString();
    long deposited = publisher.number(id, "uploadedBytes");

    List<CoveyNode> readers =
        List.of(
            deployment.node("r1", "--down", "6MB"),
            deployment.node("r2", "--down", "6MB"),
            deployment.node("r3", "--down", "6MB"));
    for (CoveyNode reader : readers) {
      reader.api().get(link, reader.downloads());
    }
    for (CoveyNode reader : readers) {
      reader.awaitComplete(id, SOON);
      assertThat(reader.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
    }

    for (CoveyNode reader : readers) {
      assertThat(reader.number(id, "uploadedBytes")).as("sent to others").isZero();
    }
    assertThat(publisher.number(id, "uploadedBytes"))
        .as("the publisher sent it to the origin and to no other node")
        .isEqualTo(deposited)
        .isGreaterThanOrEqualTo(12_000_000);
    assertThat(deployment.tracker().number(id, "uploadedBytes"))
        .isGreaterThanOrEqualTo(3 * 12_000_000L);
  }

  @Test
  void downloadWaitsForAKilledOriginAndGoesOnWhereItWas() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 3, 40_000_000);
    TestDeployment deployment = TestDeployment.start(machine, TestDeployment.Kind.CENTRAL);
    CoveyNode origin = deployment.tracker();
    CoveyNode publisher = deployment.node("publisher");
    String link = machine.ask(publisher, "share", file.toString()).succeeded().link();
    String id = publisher.api().shares().get(0).getAsJsonObject().get("id").getAsString();
    CoveyNode reader = deployment.node("reader", "--down", "3MB");
    reader.api().get(link, reader.downloads());

    Await.until("some bytes arrived", SOON, () -> reader.number(id, "haveBytes") > 10_000_000);
    origin.process().kill();
    publisher.process().kill();
    long had = reader.number(id, "haveBytes");
    assertThat(had).isLessThan(40_000_000);
    machine.ask(reader, "limit", "--down", "8MB").succeeded();
    TestDeployment.startOrigin(machine, origin.listen());
    reader.awaitComplete(id, SOON);

    assertThat(reader.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
    assertThat(reader.number(id, "downloadedBytes"))
        .as("pieces that were there are not fetched again")
        .isLessThan(40_000_000 + 8_000_000);
  }

  @Test
  void downloadGoesOnWhereItWasThoughTheOriginComesBackAtANewAddress() throws IOException {
    int size = 64_000_000;
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 4, size);
    String former = freeAddress();
    String later = freeAddress();
    String both = former + "," + later;
    CoveyNode origin = TestDeployment.startOrigin(machine, former);
    CoveyNode publisher = machine.node("publisher", "--mode", "central", "--tracker", both);
    String link = machine.ask(publisher, "share", file.toString()).succeeded().link();
    String id = publisher.api().shares().get(0).getAsJsonObject().get("id").getAsString();
    publisher.process().kill();
    CoveyNode reader =
        machine.node("reader", "--mode", "central", "--tracker", both, "--down", "3MB");
    reader.api().get(link, reader.downloads());

    Await.until("some bytes arrived", SOON, () -> reader.number(id, "haveBytes") > 10_000_000);
    origin.process().kill();
    assertThat(reader.number(id, "haveBytes")).isLessThan(size);
    machine.ask(reader, "limit", "--down", "12MB").succeeded();
    TestDeployment.startOrigin(machine, later);
    reader.awaitComplete(id, SOON);

    assertThat(reader.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
    long fetched = reader.number(id, "downloadedBytes");
    assertThat(fetched).isLessThanOrEqualTo(size / 100 * 101);
  }

  private static String freeAddress() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + free.getLocalPort();
    }
  }
}
