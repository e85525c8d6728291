package covey.tests.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import covey.tests.process.Await;
import covey.tests.process.CommandProcess;
import covey.tests.process.CoveyNode;
import covey.tests.process.TestDeployment;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** `covey compare --on` uses nodes that are running already and leaves them as they were. */
class FleetIT {
  private static final Duration SOON = Await.PATIENCE;

  @RegisterExtension final TestMachine machine = new TestMachine();

  private final List<CoveyNode> nodes = new ArrayList<>();

  @Test
  void everyModeIsMeasuredAndTheNodesAreRestored() throws IOException {
    CoveyNode tracker = TestDeployment.startOrigin(machine, "127.0.0.1:0");
    start(tracker);
    Path theirs = Tree.file(machine.folder("original").resolve("theirs.bin"), 1, 100_000);
    JsonObject share = nodes.get(0).api().add(theirs);
    nodes.get(1).api().get(share.get("link").getAsString(), nodes.get(1).downloads());
    nodes.get(1).awaitComplete(share.get("id").getAsString(), SOON);
    machine.ask(nodes.get(2), "mode", "central").succeeded();
    machine.ask(tracker, "limit", "--up", "1Mbit").succeeded();
    List<CoveyNode> all = new ArrayList<>(nodes);
    all.add(tracker);
    List<String> before = looks(all);

    Path out = machine.folder("work").resolve("report");
    machine.start(compare(all, out)).result(SOON).succeeded();

    assertThat(looks(all)).isEqualTo(before);
    JsonObject results = results(out);
    assertThat(results.get("complete").getAsBoolean()).isTrue();
    List<JsonObject> runs = objects(results, "runs");
    assertThat(runs.stream().map(run -> run.get("mode").getAsString()))
        .containsExactly("central", "tracker", "p2p");
    for (JsonObject run : runs) {
      assertThat(run.get("completed").getAsInt()).as("%s", run).isEqualTo(2);
      assertThat(run.get("cpuSeconds").isJsonNull()).isTrue();
      assertThat(run.get("memoryBytes").isJsonNull()).isTrue();
      assertThat(run.get("lastSeconds").getAsDouble())
          .isGreaterThan(0.9 * run.get("boundSeconds").getAsDouble());
    }
    assertThat(runs.getFirst().get("serverBytes").getAsLong()).isEqualTo(4L << 20);
    assertThat(runs.get(1).get("serverBytes").getAsLong()).isZero();
  }

  @Test
  void unusableNodesAreNamedAndAnInterruptedRunIsUndone() throws IOException {
    start(machine.tracker("tracker"));
    List<String> before = looks(nodes);
    Path out = machine.folder("work").resolve("report");
    String[] nobodyThere = compare(nodes, out);
    nobodyThere[2] += ",127.0.0.1:1";
    assertThat(machine.run(nobodyThere).failedWith(1)).contains("127.0.0.1:1", "refused");
    assertThat(elsewhere(compare(nodes, out)).result(SOON).failedWith(4))
        .contains(nodes.get(0).http(), "--token-file");
    assertThat(looks(nodes)).isEqualTo(before);
    assertThat(out).doesNotExist();

    Path shared = Tree.file(machine.folder("original").resolve("large.bin"), 1, 8 << 20);
    CommandProcess compare =
        elsewhere(
            compare(
                nodes,
                out,
                "--token-file",
                tokens().toString(),
                "--path",
                shared.toString(),
                "--repeat",
                "9"));
    Await.until("a run is done", SOON, compare, () -> compare.err().contains("tracker  2 nodes"));
    Await.until(
        "the next goes on", SOON, () -> nodes.get(2).api().shares().toString().contains("downl"));
    compare.terminate(SOON);

    Await.until("all is as before", SOON, () -> looks(nodes).equals(before));
    assertThat(compare.err()).contains("central  skipped: ");
    JsonObject results = results(out);
    assertThat(results.get("complete").getAsBoolean()).isFalse();
    assertThat(objects(results, "skipped").getFirst().get("mode").getAsString())
        .isEqualTo("central");
  }

  @Test
  void optionsThatNeedNodesOfItsOwnAreRefusedAtOnce() throws IOException {
    List<String> on = List.of("compare", "--on", "127.0.0.1:1,127.0.0.1:2");
    for (List<String> more :
        List.of(
            List.of("--fail", "server@50%"), List.of("--update"), List.of("--hosts", "netns"))) {
      List<String> arguments = new ArrayList<>(on);
      arguments.addAll(more);
      assertThat(machine.runHere(arguments.toArray(String[]::new)).failedWith(2))
          .contains("--on")
          .containsAnyOf(more.getFirst(), more.getLast());
    }
  }

  /** Runs as a user that has no access to the nodes. */
  private CommandProcess elsewhere(String... arguments) {
    String runtime = machine.folder("work").resolve("none").toString();
    return machine.start("elsewhere", List.of(arguments), Map.of("XDG_RUNTIME_DIR", runtime));
  }

  private Path tokens() throws IOException {
    StringBuilder lines = new StringBuilder("# of this test\n");
    for (CoveyNode node : nodes) {
      String token = Files.readString(node.state().resolve("api-token")).strip();
      lines.append(node.http()).append(' ').append(token).append('\n');
    }
    return Files.writeString(machine.folder("work").resolve("tokens"), lines);
  }

  private void start(CoveyNode tracker) {
    for (String name : List.of("publisher", "reader1", "reader2")) {
      nodes.add(
          machine.node(
              name,
              "--tracker",
              tracker.listen(),
              "--mode",
              "tracker",
              "--up",
              (nodes.size() + 20) + "Mbit",
              "--dir",
              machine.folder(name).resolve("downloads").toString()));
    }
  }

  private static String[] compare(List<CoveyNode> on, Path out, String... more) {
    String addresses = String.join(",", on.stream().map(CoveyNode::http).toList());
    List<String> arguments = new ArrayList<>(List.of("compare", "--on", addresses));
    arguments.addAll(List.of("--up", "40Mbit", "--out", out.toString()));
    List<String> given = List.of(more);
    for (String usual : List.of("--nodes 2", "--size 2MiB", "--repeat 1")) {
      if (!given.contains(usual.split(" ")[0])) {
        arguments.addAll(List.of(usual.split(" ")));
      }
    }
    arguments.addAll(given);
    return arguments.toArray(String[]::new);
  }

  /** Returns everything that a comparison may change. */
  private static List<String> looks(List<CoveyNode> nodes) throws IOException {
    List<String> looks = new ArrayList<>();
    for (CoveyNode node : nodes) {
      JsonObject status = node.api().status();
      JsonObject mode = node.api().call("GET", "mode", null).getAsJsonObject();
      List<String> shares = new ArrayList<>();
      for (JsonElement share : node.api().shares()) {
        shares.add(share.getAsJsonObject().get("id") + " " + share.getAsJsonObject().get("state"));
      }
      looks.add(
          String.join(
              " ",
              status.get("role").getAsString(),
              status.get("role").getAsString().equals("node") ? mode.get("mode").toString() : "",
              status.get("role").getAsString().equals("node") ? mode.get("scope").toString() : "",
              status.get("upLimitBytesPerSecond").toString(),
              status.get("downLimitBytesPerSecond").toString(),
              shares.toString(),
              files(node.downloads()).toString(),
              files(node.state().resolveSibling("origin-store")).toString()));
    }
    return looks;
  }

  private static List<String> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
    }
  }

  private static JsonObject results(Path out) throws IOException {
    return JsonParser.parseString(Files.readString(out.resolve("results.json"))).getAsJsonObject();
  }

  private static List<JsonObject> objects(JsonObject results, String key) {
    List<JsonObject> objects = new ArrayList<>();
    results.getAsJsonArray(key).forEach(each -> objects.add(each.getAsJsonObject()));
    return objects;
  }
}
