package covey.tests.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import covey.tests.process.Await;
import covey.tests.process.CommandProcess;
import covey.tests.process.Measured;
import covey.tests.process.NeedsRoot;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** `covey compare` with real nodes. */
class CompareIT {
  private static final Duration SOON = Await.PATIENCE;

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void centralGrowsWithTheNodesAndADeadServerStopsItButNotPeers() throws IOException {
    Path out = machine.folder("work").resolve("report");
    machine
        .start(
            "compare",
            "--nodes",
            "1,4",
            "--size",
            "4MiB",
            "--up",
            "40Mbit",
            "--repeat",
            "1",
            "--fail",
            "server@50%",
            "--simulate",
            "4",
            "--out",
            out.toString())
        .result(SOON)
        .succeeded();

    List<JsonObject> runs = runs(out);
    assertThat(runs).hasSize(9);
    requireCentralToBeSlower(runs);
    for (JsonObject run : runs) {
      boolean fails = !run.get("failure").getAsString().isEmpty();
      int completed = run.get("completed").getAsInt();
      boolean serverIsNeeded = fails && run.get("mode").getAsString().equals("central");
      assertThat(completed < run.get("nodes").getAsInt())
          .as(run.toString())
          .isEqualTo(serverIsNeeded);
      if (!fails) {
        // Nothing is faster than the bound, except for the burst a limiter allows.
        assertThat(run.get("lastSeconds").getAsDouble())
            .isGreaterThan(0.9 * run.get("boundSeconds").getAsDouble());
      }
    }
    requireDiagrams(out);
    checkReport(out, runs);
  }

  @Test
  void killedFrozenOrCorruptingNodesStopNobodyElse() throws IOException {
    Path out = machine.folder("work").resolve("report");
    Path shared = Tree.nested(machine.folder("original").resolve("things"), 1);
    machine
        .start(
            "compare",
            "--modes",
            "p2p",
            "--nodes",
            "4",
            "--up",
            "20Mbit",
            "--ups",
            "10Mbit,30Mbit",
            "--repeat",
            "1",
            "--path",
            shared.toString(),
            "--out",
            out.toString(),
            "--fail",
            "nodes=1@30%",
            "--fail",
            "freeze=1@30%",
            "--fail",
            "corrupt=1",
            "--fail",
            "slow=1:4Mbit")
        .result(SOON)
        .succeeded();

    for (JsonObject run : runs(out)) {
      String failure = run.get("failure").getAsString();
      int lost = failure.startsWith("nodes") || failure.startsWith("freeze") ? 1 : 0;
      assertThat(run.get("completed").getAsInt()).as(run.toString()).isEqualTo(4 - lost);
    }
    JsonObject links = JsonParser.parseString(read(out)).getAsJsonObject().getAsJsonObject("links");
    assertThat(links.getAsJsonArray("upsBytesPerSecond")).hasToString("[1250000,3750000]");
    assertThat(links.get("serverUpBytesPerSecond").getAsLong()).isEqualTo(2_500_000);
  }

  @Test
  @NeedsRoot(NeedsRoot.Use.NAMESPACES)
  void kernelLinksKeepToTheBoundAndAPartitionIsSurvived() throws IOException {
    Path out = machine.folder("work").resolve("report");
    machine
        .start(
            "compare",
            "--modes",
            "p2p",
            "--nodes",
            "2",
            "--size",
            "4MiB",
            "--up",
            "20Mbit",
            "--repeat",
            "1",
            "--hosts",
            "netns",
            "--fail",
            "partition@30%+2s",
            "--out",
            out.toString())
        .result(SOON)
        .succeeded();

    List<JsonObject> runs = runs(out);
    assertThat(runs).allSatisfy(run -> assertThat(run.get("completed").getAsInt()).isEqualTo(2));
    JsonObject whole = runs.getFirst();
    double ofBound =
        whole.get("lastSeconds").getAsDouble() / whole.get("boundSeconds").getAsDouble();
    assertThat(ofBound).isGreaterThan(0.9);
    Measured.between("kernel's links, of the bound", ofBound, 0.9, 1.4);
    assertThat(last(runs.subList(1, 2), "p2p", 2)).as("the cut alone takes 2 s").isGreaterThan(2);
  }

  @Test
  void interruptedItLeavesTheReportOfWhatWasDoneAndNothingElse() throws IOException {
    Path out = machine.folder("work").resolve("report");
    CommandProcess compare =
        machine.start(
            "compare",
            "--modes",
            "central",
            "--nodes",
            "1,8",
            "--size",
            "4MiB",
            "--up",
            "20Mbit",
            "--repeat",
            "1",
            "--no-fail",
            "--out",
            out.toString());
    Await.until("a run is done", SOON, compare, () -> compare.err().contains("central  1 node"));
    List<ProcessHandle> children =
        ProcessHandle.of(compare.pid()).orElseThrow().descendants().toList();
    assertThat(children).isNotEmpty();

    compare.terminate(SOON);

    Await.until(
        "its processes end", SOON, () -> children.stream().noneMatch(ProcessHandle::isAlive));
    JsonObject results = JsonParser.parseString(read(out)).getAsJsonObject();
    assertThat(results.get("complete").getAsBoolean()).isFalse();
    assertThat(runs(out)).hasSize(1);
    assertThat(out.resolve("index.html")).isNotEmptyFile();
  }

  @Test
  void wrongUsageIsReportedBeforeAnythingStarts() throws IOException {
    Path full = machine.folder("full");
    Files.writeString(full.resolve("there"), "");
    assertThat(machine.run("compare", "--out", full.toString()).failedWith(2))
        .contains("not empty");
    assertThat(machine.run("compare", "--fail", "meteor@50%").usedWrongly())
        .contains("unknown failure 'meteor@50%'");
    assertThat(machine.runHere("compare", "--nodes", "0").failedWith(2)).contains("--nodes");
    assertThat(machine.runHere("compare", "--nodes", "1000", "--hosts", "processes").failedWith(2))
        .contains("memory");
    assertThat(machine.runHere("compare", "--modes", "pigeon").failedWith(2)).contains("--modes");
    assertThat(machine.runHere("compare", "--up", "0").failedWith(2)).contains("--up");
    assertThat(machine.runHere("compare", "--ups", "1MB,0").failedWith(2)).contains("--ups");
    assertThat(machine.runHere("compare", "--fail", "partition@30%+1s").failedWith(2))
        .contains("netns");
    assertThat(machine.runHere("compare", "--path", "/nowhere").failedWith(1)).contains("/nowhere");
    assertThat(machine.folder("logs").resolve("report")).doesNotExist();
    assertThat(Path.of("report")).doesNotExist();
  }

  private static void requireCentralToBeSlower(List<JsonObject> runs) {
    assertThat(last(runs, "central", 4))
        .as("a server serves four nodes more slowly than one, and than they serve each other")
        .isGreaterThan(last(runs, "central", 1))
        .isGreaterThan(last(runs, "p2p", 4));
    Measured.between(
        "central, 4 nodes over 1", last(runs, "central", 4) / last(runs, "central", 1), 3, 5);
    Measured.between("p2p, 4 nodes over 1", last(runs, "p2p", 4) / last(runs, "p2p", 1), 0, 2);
  }

  private static void requireDiagrams(Path out) throws IOException {
    assertThat(diagram(out, "01-central-1-node-1")).contains("server\\n", "p0 -> p1 : Block");
    assertThat(blockBytes(out, "01-central-1-node-1", "received")).isEqualTo(4 << 20);
    assertThat(diagram(out, "02-central-4-the-server")).contains("\"node 4\\n");
    assertThat(blockBytes(out, "02-central-4-the-server", "sent")).isEqualTo(4 * 4 << 20);
    assertThat(diagram(out, "06-p2p-1-node-1")).contains("publisher\\nmember", ": Lookup");
    assertThat(diagram(out, "08-central-4-server-50-node-1"))
        .containsSubsequence("injected failure: server", "Connection ends", "->x p0 : Dial");
  }

  private static long blockBytes(Path out, String name, String way) throws IOException {
    long bytes = 0;
    for (String line : Files.readAllLines(out.resolve("sequence-" + name + ".jsonl"))) {
      JsonObject event = JsonParser.parseString(line).getAsJsonObject();
      if (event.has("payloadBytes")
          && event.get("way").getAsString().equals(way)
          && event.get("kind").getAsString().equals("Block")) {
        bytes += event.get("payloadBytes").getAsLong();
      }
    }
    return bytes;
  }

  private static String diagram(Path out, String name) throws IOException {
    return Files.readString(out.resolve("sequence-" + name + ".puml"));
  }

  private static void costsLittleBesideContent(JsonObject run) {
    double content = 0;
    for (String source : List.of("serverBytes", "publisherBytes", "peerBytes")) {
      content += run.get(source).getAsDouble();
    }
    assertThat(run.get("controlBytes").getAsDouble() / content)
        .as(run.toString())
        .isGreaterThan(0)
        .isLessThan(0.02);
    if (run.get("mode").getAsString().equals("central")) {
      int nodes = run.get("nodes").getAsInt();
      assertThat(run.get("directoryRequests").getAsInt()).isGreaterThanOrEqualTo(nodes);
    }
  }

  private static List<JsonObject> runs(Path out) throws IOException {
    List<JsonObject> runs = new ArrayList<>();
    JsonObject results = JsonParser.parseString(read(out)).getAsJsonObject();
    for (JsonElement run : results.getAsJsonArray("runs")) {
      runs.add(run.getAsJsonObject());
    }
    return runs;
  }

  private static void checkReport(Path out, List<JsonObject> runs) throws IOException {
    assertThat(Files.readString(out.resolve("index.html"))).contains("echarts").contains("central");
    assertThat(out.resolve("results.csv")).isNotEmptyFile();
    runs.forEach(CompareIT::costsLittleBesideContent);
    double simulated = simulated(out, "p2p", 4) / last(runs, "p2p", 4);
    assertThat(simulated)
        .as("a busy machine makes real runs late, never the simulated ones")
        .isLessThan(1.15);
    Measured.between("simulated over real", simulated, 0.7, 1.15);
  }

  private static double simulated(Path out, String mode, int nodes) throws IOException {
    JsonObject results = JsonParser.parseString(read(out)).getAsJsonObject();
    return results.getAsJsonArray("simulated").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .filter(one -> one.get("arrival").getAsString().equals("flash crowd"))
        .filter(one -> one.get("mode").getAsString().equals(mode))
        .filter(one -> one.get("nodes").getAsInt() == nodes)
        .findFirst()
        .orElseThrow()
        .get("seconds")
        .getAsDouble();
  }

  private static String read(Path out) throws IOException {
    return Files.readString(out.resolve("results.json"));
  }

  private static double last(List<JsonObject> runs, String mode, int nodes) {
    return runs.stream()
        .filter(run -> run.get("mode").getAsString().equals(mode))
        .filter(run -> run.get("nodes").getAsInt() == nodes)
        .findFirst()
        .orElseThrow()
        .get("lastSeconds")
        .getAsDouble();
  }
}
