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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** `p2p` with more nodes than members: `--members-max`. */
@Execution(ExecutionMode.CONCURRENT)
class AttachedIT {
  private static final Duration SOON = Await.PATIENCE;

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void attachedNodeSharesFetchesAndTakesADeadMembersSeat() throws IOException {
    List<CoveyNode> nodes = start();
    awaitMembers(2, nodes);
    List<CoveyNode> attached = nodes.stream().filter(n -> isAttached(n)).toList();

    fetchByBareId(attached.getFirst(), attached.getLast());
    CoveyNode victim = nodes.stream().filter(n -> !isAttached(n)).toList().getLast();
    victim.process().kill();
    List<CoveyNode> left = nodes.stream().filter(n -> n != victim).toList();
    awaitMembers(2, left);

    fetchByBareId(left.getFirst(), left.getLast());
    fetchByBareId(left.getLast(), left.get(1));
  }

  @Test
  void nodeAttachedToAFrozenMemberMoves() throws IOException {
    List<CoveyNode> nodes = start();
    awaitMembers(2, nodes);
    CoveyNode attached = nodes.stream().filter(n -> isAttached(n)).findFirst().orElseThrow();
    CoveyNode host =
        nodes.stream().filter(n -> host(attached).contains(n.listen())).findFirst().orElseThrow();

    attached.api().add(Tree.file(machine.folder("original").resolve("shared-1"), 1, 10_000));
    CoveyNode other = nodes.stream().filter(n -> n != host && n != attached).toList().getLast();

    Await.until("the share is found", SOON, () -> found(attached) == 1);
    assertThat(signal("STOP", host)).isZero();
    Await.until(
        "attached to another host, which finds the share",
        SOON,
        () -> found(attached) == 1 && isAttachedToAnother(attached, host));
    fetchByBareId(attached, other);
  }

  private static int found(CoveyNode asking) throws IOException {
    return asking.api().call("GET", "search?q=shared-", null).getAsJsonArray().size();
  }

  private static boolean isAttachedToAnother(CoveyNode attached, CoveyNode host) {
    String words = host(attached);
    return !words.contains(host.listen()) && !words.contains("nobody");
  }

  private List<CoveyNode> start() {
    CoveyNode a = machine.node("a", "--mode", "p2p", "--members-max", "2");
    return List.of(
        a,
        machine.node("b", "--mode", "p2p", "--members-max", "2", "--join", a.listen()),
        machine.node("c", "--mode", "p2p", "--members-max", "2", "--join", a.listen()),
        machine.node("d", "--mode", "p2p", "--members-max", "2", "--join", a.listen()));
  }

  /**
   * Waits until {@code count} nodes are members and all others are attached and know that number.
   */
  private static void awaitMembers(int count, List<CoveyNode> nodes) {
    Await.until(
        count + " members, the others attached",
        SOON,
        () -> {
          long members = 0;
          for (CoveyNode node : nodes) {
            if (node.api().status().get("members").getAsInt() != count) {
              return false;
            }
            String words = host(node);
            members += words.equals("members (" + count + ")") ? 1 : 0;
            if (words.contains("nobody")) {
              return false;
            }
          }
          return members == count;
        });
  }

  private static boolean isAttached(CoveyNode node) {
    return host(node).startsWith("attached to ");
  }

  private static String host(CoveyNode node) {
    try {
      return node.api().status().get("directoryHost").getAsString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int signal(String name, CoveyNode node) throws IOException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(node.process().pid())).start();
    try {
      return kill.waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Shares a new file on one node and gets it on the other by its bare id. */
  private void fetchByBareId(CoveyNode from, CoveyNode to) throws IOException {
    String name = "from-" + from.id().substring(0, 8) + ".bin";
    Path file = Tree.file(machine.folder("original").resolve(name), 1, 1_000_000);
    String id = from.api().add(file).get("id").getAsString();

    to.api().get("covey:" + id, to.downloads());
    to.awaitComplete(id, SOON);

    assertThat(to.downloads().resolve(name)).hasSameBinaryContentAs(file);
  }
}
