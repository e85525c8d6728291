package covey.tests.modes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.Measured;
import covey.tests.process.NeedsRoot;
import covey.tests.process.TestMachine;
import covey.tests.process.TestNamespaces;
import covey.tests.process.Tree;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Members of a p2p deployment fail in the ways machines do, and no other node's search fails. */
@Execution(ExecutionMode.CONCURRENT)
class MembersFailIT {
  private static final Duration SOON = Await.PATIENCE;

  /** The limit for the slowest answer: 0.5 s plus the delay of two busy cores. */
  private static final Duration SLOWEST = Duration.ofMillis(1_500);

  private static final Duration OUT_OF_THE_VIEW = Duration.ofSeconds(12);

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void aFrozenMemberIsNoticedAndMissedByNobody() throws IOException {
    List<CoveyNode> nodes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String[] join = i == 0 ? new String[0] : new String[] {"--join", nodes.getFirst().listen()};
      nodes.add(machine.node("node" + i, join));
    }
    CoveyNode frozen = nodes.getLast();
    try {
      shareAndLose(nodes, () -> signal(frozen, "STOP"));
    } finally {
      signal(frozen, "CONT");
    }
    Await.until("the node is back", SOON, () -> members(nodes.getFirst()) == 4);
  }

  @Test
  @NeedsRoot(NeedsRoot.Use.NAMESPACES)
  void aMemberWhoseCableIsPulledIsNoticedAndMissedByNobody() throws IOException {
    try (TestNamespaces network = TestNamespaces.make(4)) {
      List<CoveyNode> nodes = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String any = network.address(i) + ":0";
        List<String> args = new ArrayList<>(List.of("--open", "--listen", any, "--http", any));
        if (i > 0) {
          args.addAll(List.of("--join", nodes.getFirst().listen()));
        }
        nodes.add(machine.nodeIn(network.prefix(i), "node" + i, args.toArray(String[]::new)));
      }
      shareAndLose(nodes, () -> network.cut(3));
      network.mend(3);
      Await.until("the node is back", SOON, () -> members(nodes.getFirst()) == 4);
    }
  }

  private interface Failure {
    void happen() throws IOException;
  }

  /**
   * Shares a file on every node and makes the last node fail; the others still find each other's
   * shares.
   */
  private void shareAndLose(List<CoveyNode> nodes, Failure failure) throws IOException {
    Await.until("all are members", SOON, () -> members(nodes.getFirst()) == nodes.size());
    List<CoveyNode> others = nodes.subList(0, nodes.size() - 1);
    for (int i = 0; i < others.size(); i++) {
      String name = "shared-" + i;
      others.get(i).api().add(Tree.file(machine.folder("original").resolve(name), i, 10_000));
    }
    failure.happen();
    long failedNanos = System.nanoTime();
    long slowest = 0;
    while (members(others.getFirst()) == nodes.size()) {
      for (CoveyNode node : others) {
        long begun = System.nanoTime();
        JsonArray found = node.api().call("GET", "search?q=shared-", null).getAsJsonArray();
        slowest = Math.max(slowest, System.nanoTime() - begun);
        assertThat(found).as("all shares of the working nodes").hasSize(others.size());
      }
      assertThat(Duration.ofNanos(System.nanoTime() - failedNanos)).isLessThan(SOON);
    }
    Duration seen = Duration.ofNanos(System.nanoTime() - failedNanos);
    Measured.lessThan("failed member out of the view", seen, OUT_OF_THE_VIEW);
    Measured.lessThan("slowest search meanwhile", Duration.ofNanos(slowest), SLOWEST);
  }

  private static void signal(CoveyNode node, String signal) throws IOException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(node.process().pid())).start();
  }

  private static int members(CoveyNode node) throws IOException {
    return node.api().status().get("members").getAsInt();
  }
}
