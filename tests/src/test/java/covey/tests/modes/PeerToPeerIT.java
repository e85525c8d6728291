package covey.tests.modes;

import static org.assertj.core.api.Assertions.assertThat;

import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** `p2p`: nodes only, no tracker. */
@Execution(ExecutionMode.CONCURRENT)
class PeerToPeerIT {
  private static final Duration SOON = Await.PATIENCE;

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void thirdNodeJoinsByAnyOneMembersAddress() throws IOException {
    CoveyNode a = machine.node("a", "--mode", "p2p");
    CoveyNode b = machine.node("b", "--mode", "p2p", "--join", a.listen());
    CoveyNode c = machine.node("c", "--mode", "p2p", "--join", b.listen());
    awaitMembers(3, a, b, c);

    fetchByBareId(a, c);
    fetchByBareId(c, b);
  }

  @Test
  void nodesFindEachOtherByMulticastWithNoAddress() throws IOException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String group =
        "239.%d.%d.%d:%d"
            .formatted(
                random.nextInt(192, 255),
                random.nextInt(256),
                random.nextInt(1, 255),
                random.nextInt(20_000, 30_000));
    CoveyNode a = machine.node("a", "--mode", "p2p", "--multicast", group);
    CoveyNode b = machine.node("b", "--mode", "p2p", "--multicast", group);
    CoveyNode c = machine.node("c", "--mode", "p2p", "--multicast", group);
    awaitMembers(3, a, b, c);

    fetchByBareId(a, c);
  }

  @Test
  void killedMemberIsGoneAndTheOthersFindWhatTheyHave() throws IOException {
    CoveyNode a = machine.node("a", "--mode", "p2p");
    CoveyNode b = machine.node("b", "--mode", "p2p", "--join", a.listen());
    CoveyNode c = machine.node("c", "--mode", "p2p", "--join", a.listen());
    awaitMembers(3, a, b, c);

    a.process().kill();
    awaitMembers(2, b, c);

    fetchByBareId(b, c);
  }

  /**
   * Every node is alone, with no shared directory, and no link contains the hidden node's address.
   */
  @Test
  void nodeThatNobodyDialsFirstServesOnTheConnectionsItOpened() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 2, 16_000_000);
    CoveyNode publisher = machine.node("publisher", "--mode", "p2p");
    CoveyNode slow = machine.node("slow", "--mode", "p2p", "--down", "200KB");
    CoveyNode hidden = machine.node("hidden", "--mode", "p2p");
    String id = publisher.api().add(file).get("id").getAsString();
    String link = "covey:" + id + "?p=" + publisher.listen();

    slow.api().get(link, slow.downloads());
    hidden.api().get(link + "&p=" + slow.listen(), hidden.downloads());
    hidden.awaitComplete(id, SOON);
    publisher.process().kill();
    assertThat(slow.number(id, "haveBytes")).isLessThan(16_000_000);
    machine.ask(slow, "limit", "--down", "0").succeeded();
    slow.awaitComplete(id, SOON);

    assertThat(slow.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
    assertThat(hidden.number(id, "uploadedBytes")).isPositive();
  }

  @Test
  void stoppedNodeSaysGoodbyeAndIsGone() throws IOException {
    CoveyNode a = machine.node("a", "--mode", "p2p");
    CoveyNode b = machine.node("b", "--mode", "p2p", "--join", a.listen());
    awaitMembers(2, a, b);

    int exitCode = b.process().terminate(SOON);

    assertThat(exitCode).as("ended by SIGTERM, cleanly").isIn(0, 130, 143);
    awaitMembers(1, a);
  }

  /** Shares a new file on one node and gets it on the other by its bare id. */
  private void fetchByBareId(CoveyNode from, CoveyNode to) throws IOException {
    String name = "from-" + from.id().substring(0, 8) + ".bin";
    Path file = Tree.file(machine.folder("original").resolve(name), 1, 3_000_000);
    String id = from.api().add(file).get("id").getAsString();

    to.api().get("covey:" + id, to.downloads());
    to.awaitComplete(id, SOON);

    assertThat(to.downloads().resolve(name)).hasSameBinaryContentAs(file);
  }

  private static void awaitMembers(int count, CoveyNode... nodes) {
    for (CoveyNode node : List.of(nodes)) {
      Await.until(
          count + " members at " + node.listen(),
          SOON,
          () -> node.api().status().get("members").getAsInt() == count);
    }
  }
}
