package covey.tests.modes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.Measured;
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
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** `auto`: uses the tracker while it answers, otherwise the members. */
@Execution(ExecutionMode.CONCURRENT)
class AutoIT {
  private static final Duration SOON = Await.PATIENCE;
  private static final long FIVE_SECONDS = Duration.ofSeconds(5).toNanos();

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void downloadCompletesThoughTheTrackerIsKilled() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 1, 24_000_000);
    TestDeployment deployment = TestDeployment.start(machine, TestDeployment.Kind.AUTO);
    CoveyNode publisher = deployment.node("publisher");
    CoveyNode reader = deployment.node("reader", "--down", "1MB");
    String link = machine.ask(publisher, "share", file.toString()).succeeded().link();
    String id = reader.api().get(link, reader.downloads()).get("id").getAsString();

    Await.until("some bytes arrived", SOON, () -> reader.number(id, "haveBytes") > 1_000_000);
    deployment.tracker().process().kill();
    assertThat(reader.number(id, "haveBytes")).isLessThan(24_000_000);
    machine.ask(reader, "limit", "--down", "4MB").succeeded();
    Duration gap = longestGap(reader, id);

    Measured.lessThan("longest gap after the tracker's death", gap, Duration.ofSeconds(1));
    assertThat(reader.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
  }

  @Test
  void nodeThatKnewNobodyButTheTrackerCompletesADownloadBegunAfterItsDeath() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 2, 3_000_000);
    TestDeployment deployment = TestDeployment.start(machine, TestDeployment.Kind.AUTO);
    CoveyNode publisher = deployment.node("publisher");
    String id = publisher.api().add(file).get("id").getAsString();
    CoveyNode reader = deployment.node("reader");
    awaitRemembered(reader);

    deployment.tracker().process().kill();
    long killed = System.nanoTime();
    Await.until("5 s have passed", SOON, () -> System.nanoTime() - killed > FIVE_SECONDS);
    long begun = System.nanoTime();
    reader.api().get("covey:" + id, reader.downloads());
    reader.awaitComplete(id, SOON);

    Measured.lessThan(
        "download begun after the tracker's death",
        Duration.ofNanos(System.nanoTime() - begun),
        Duration.ofSeconds(5));
    assertThat(reader.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
    assertThat(machine.ask(reader, "status").succeeded().out())
        .contains("on members since")
        .contains("tracker " + deployment.tracker().listen() + " does not answer");
  }

  @Test
  void allNodesReturnToATrackerThatIsBackOnceItHasBeenThereForAWhile() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("some file.bin"), 3, 100_000);
    TestDeployment deployment = TestDeployment.start(machine, TestDeployment.Kind.AUTO);
    CoveyNode publisher = deployment.node("publisher");
    publisher.api().add(file);
    List<CoveyNode> nodes =
        List.of(publisher, deployment.node("a"), deployment.node("b"), deployment.node("c"));
    deployment.tracker().process().kill();
    for (CoveyNode node : nodes) {
      Await.until("on members", SOON, () -> failover(node).startsWith("on members since"));
    }

    machine.tracker("tracker", "--listen", deployment.tracker().listen());
    long back = System.nanoTime();
    for (CoveyNode node : nodes) {
      Await.until("on the tracker", SOON, () -> failover(node).isEmpty());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - back);

    assertThat(took).isGreaterThan(Duration.ofSeconds(8));
    Measured.lessThan("return to the tracker", took, Duration.ofSeconds(20));
    for (CoveyNode node : nodes) {
      String found = machine.ask(node, "search", "some", "--json").succeeded().out();
      assertThat(found).contains("some file.bin");
    }
  }

  @Test
  void nodesThatAreStartedAgainWithTheTrackerDeadFindEachOther() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 4, 3_000_000);
    TestDeployment deployment = TestDeployment.start(machine, TestDeployment.Kind.AUTO);
    CoveyNode publisher = deployment.node("publisher");
    String id = publisher.api().add(file).get("id").getAsString();
    CoveyNode reader = deployment.node("reader");
    awaitRemembered(reader);
    deployment.tracker().process().kill();
    publisher.process().kill();
    reader.process().kill();

    deployment.node("publisher", "--listen", publisher.listen());
    CoveyNode again = deployment.node("reader", "--listen", reader.listen());
    again.api().get("covey:" + id, again.downloads());
    again.awaitComplete(id, SOON);

    assertThat(again.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
  }

  private static String failover(CoveyNode node) throws IOException {
    return node.api().status().get("failover").getAsString();
  }

  private static void awaitRemembered(CoveyNode node) {
    Path peers = node.state().resolve("peers");
    Await.until("a peer is remembered", SOON, () -> Files.size(peers) > 0);
  }

  /** Waits until the download is complete; returns the longest time without a new piece. */
  private static Duration longestGap(CoveyNode reader, String id) {
    long[] had = {-1, System.nanoTime(), 0};
    Await.until(
        "complete",
        SOON,
        () -> {
          long now = System.nanoTime();
          JsonObject share = reader.api().share(id);
          long have = share.get("haveBytes").getAsLong();
          if (have != had[0]) {
            had[2] = Math.max(had[2], now - had[1]);
            had[0] = have;
            had[1] = now;
          }
          return share.get("state").getAsString().equals("seeding");
        });
    return Duration.ofNanos(had[2]);
  }
}
