package covey.tests.modes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.Machine;
import covey.tests.process.Measured;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** `p2p` with more nodes than members: `--members-max`. */
class AttachedIT {
  private static final Duration SOON = Await.PATIENCE;

  private static final Duration SETTLED = Duration.ofSeconds(5);

  /** For the slowest answer: 0.5 s, and what two busy cores add. */
  private static final Duration SLOWEST = Duration.ofMillis(1_500);

  private static final Duration MOVED = Duration.ofSeconds(4);

  @RegisterExtension final Machine machine = new Machine();

  @Test
  void whoIsAttachedSharesAndFetchesAndTakesADeadMembersSeat() throws IOException {
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
  void whoIsAttachedToAFrozenMemberMovesAndGoesOnFinding() throws IOException {
    List<CoveyNode> nodes = start();
    awaitMembers(2, nodes);
    CoveyNode attached = nodes.stream().filter(n -> isAttached(n)).findFirst().orElseThrow();
    CoveyNode host =
        nodes.stream().filter(n -> host(attached).contains(n.listen())).findFirst().orElseThrow();

    attached.api().add(Tree.file(machine.folder("original").resolve("shared-1"), 1, 10_000));
    CoveyNode other = nodes.stream().filter(n -> n != host && n != attached).toList().getLast();

    long sharedNanos = System.nanoTime();
    Await.until(
        "members have been the same for so long that not all are waited for",
        SOON,
        () -> System.nanoTime() - sharedNanos > SETTLED.toNanos());
    assertThat(signal("STOP", host)).isZero();
    Duration slowest = searchWhileItMoves(attached, host);
    Measured.lessThan("slowest search attached to a frozen member", slowest, SLOWEST);
    fetchByBareId(attached, other);
  }

  /** How long the slowest search took, until it has another host and a moment longer. */
  private static Duration searchWhileItMoves(CoveyNode attached, CoveyNode from)
      throws IOException {
    long frozenNanos = System.nanoTime();
    long slowestNanos = 0;
    long movedNanos = 0;
    while (movedNanos == 0 || System.nanoTime() - movedNanos < 1_000_000_000L) {
      long begun = System.nanoTime();
      JsonArray found = attached.api().call("GET", "search?q=shared-", null).getAsJsonArray();
      assertThat(found).as("what is shared by those who work").hasSize(1);
      slowestNanos = Math.max(slowestNanos, System.nanoTime() - begun);
      String words = host(attached);
      if (movedNanos == 0 && !words.contains(from.listen()) && !words.contains("nobody")) {
        movedNanos = System.nanoTime();
      }
      assertThat(movedNanos > 0 || System.nanoTime() - frozenNanos < SOON.toNanos())
          .as("has another host: " + words)
          .isTrue();
    }
    Measured.lessThan("move to another host", Duration.ofNanos(movedNanos - frozenNanos), MOVED);
    return Duration.ofNanos(slowestNanos);
  }

  private List<CoveyNode> start() {
    CoveyNode a = machine.node("a", "--mode", "p2p", "--members-max", "2");
    return List.of(
        a,
        machine.node("b", "--mode", "p2p", "--members-max", "2", "--join", a.listen()),
        machine.node("c", "--mode", "p2p", "--members-max", "2", "--join", a.listen()),
        machine.node("d", "--mode", "p2p", "--members-max", "2", "--join", a.listen()));
  }

  /** All others are attached, and know how many members there are. */
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

  /** Shares a new file on one node and gets it on the other by nothing but its id. */
  private void fetchByBareId(CoveyNode from, CoveyNode to) throws IOException {
    String name = "from-" + from.id().substring(0, 8) + ".bin";
    Path file = Tree.file(machine.folder("original").resolve(name), 1, 1_000_000);
    String id = from.api().add(file).get("id").getAsString();

    to.api().get("covey:" + id, to.downloads());
    to.awaitComplete(id, SOON);

    assertThat(to.downloads().resolve(name)).hasSameBinaryContentAs(file);
  }
}
