package covey.tests.modes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.Measured;
import covey.tests.process.NeedsRoot;
import covey.tests.process.TestMachine;
import covey.tests.process.TestNamespaces;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Nodes in network namespaces, whose network is partitioned and healed. */
@Execution(ExecutionMode.CONCURRENT)
@NeedsRoot(NeedsRoot.Use.NAMESPACES)
class PartitionIT {
  private static final Duration SOON = Await.PATIENCE;

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void bothSidesGoOnAndAreOneDeploymentAgain() throws Exception {
    try (TestNamespaces network = TestNamespaces.make(4)) {
      List<CoveyNode> nodes = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        nodes.add(node(network, i, nodes));
      }
      Await.until("all are members", SOON, () -> members(nodes, 4));

      network.cut(2);
      Await.until("the partition is noticed", SOON, () -> members(nodes, 2));
      Path left = share(nodes.get(0), "left.bin");
      Path right = share(nodes.get(2), "right.bin");
      assertThat(got(nodes.get(1), "left.bin")).hasSameBinaryContentAs(left);
      assertThat(got(nodes.get(3), "right.bin")).hasSameBinaryContentAs(right);
      machine.ask(nodes.get(0), "mode", "auto", "--deployment", "--timeout", "15s");
      machine.ask(nodes.get(2), "mode", "auto", "--deployment", "--timeout", "15s");
      machine.ask(nodes.get(3), "mode", "p2p", "--deployment", "--timeout", "15s");
      assertThat(mode(nodes.get(1)).get("mode").getAsString()).isEqualTo("auto");

      network.mend(2);
      long mendedNanos = System.nanoTime();
      Await.until("one view", SOON, () -> members(nodes, 4));
      for (CoveyNode node : nodes) {
        Await.until("in p2p mode", SOON, () -> mode(node).get("mode").getAsString().equals("p2p"));
        assertThat(mode(node).get("epoch").getAsLong()).isEqualTo(2);
      }
      Measured.lessThan(
          "one deployment again",
          Duration.ofNanos(System.nanoTime() - mendedNanos),
          Duration.ofSeconds(10));
      assertThat(got(nodes.get(1), "right.bin")).hasSameBinaryContentAs(right);
      assertThat(got(nodes.get(3), "left.bin")).hasSameBinaryContentAs(left);
    }
  }

  @Test
  void ofTwoOrdersGivenAtOnceOneHoldsForAll() throws Exception {
    try (TestNamespaces network = TestNamespaces.make(2)) {
      List<CoveyNode> nodes = new ArrayList<>();
      nodes.add(node(network, 0, nodes));
      nodes.add(node(network, 1, nodes));
      Await.until("both are members", SOON, () -> members(nodes, 2));
      network.cut(1);
      Await.until("the partition is noticed", SOON, () -> members(nodes, 1));
      machine.ask(nodes.get(0), "mode", "auto", "--deployment").succeeded();
      machine.ask(nodes.get(1), "mode", "p2p", "--deployment").succeeded();
      assertThat(mode(nodes.get(0)).get("epoch")).isEqualTo(mode(nodes.get(1)).get("epoch"));

      network.mend(1);
      Await.until(
          "both follow the same order",
          SOON,
          () -> mode(nodes.get(0)).get("mode").equals(mode(nodes.get(1)).get("mode")));
      String winner = mode(nodes.get(0)).get("orderedBy").getAsString();
      boolean first = winner.equals(nodes.get(0).id());
      assertThat(mode(nodes.get(0)).get("mode").getAsString()).isEqualTo(first ? "auto" : "p2p");
    }
  }

  private CoveyNode node(TestNamespaces network, int i, List<CoveyNode> before) {
    String any = network.address(i) + ":0";
    List<String> args = new ArrayList<>(List.of("--mode", "p2p", "--open"));
    args.addAll(List.of("--listen", any, "--http", any));
    if (!before.isEmpty()) {
      args.addAll(List.of("--join", before.getFirst().listen()));
    }
    return machine.nodeIn(network.prefix(i), "node" + i, args.toArray(String[]::new));
  }

  private Path share(CoveyNode node, String name) throws IOException {
    Path file = Tree.file(machine.folder("original").resolve(name), name.length(), 3_000_000);
    node.api().add(file);
    return file;
  }

  private Path got(CoveyNode node, String name) throws IOException {
    String id = node.api().get(name, node.downloads()).get("id").getAsString();
    node.awaitComplete(id, SOON);
    return node.downloads().resolve(name);
  }

  private static boolean members(List<CoveyNode> nodes, int count) throws IOException {
    for (CoveyNode node : nodes) {
      if (node.api().status().get("members").getAsInt() != count) {
        return false;
      }
    }
    return true;
  }

  private static JsonObject mode(CoveyNode node) throws IOException {
    return node.api().call("GET", "mode", null).getAsJsonObject();
  }
}
