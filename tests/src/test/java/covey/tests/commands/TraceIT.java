package covey.tests.commands;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** `covey trace`: messages as diagrams. */
class TraceIT {
  private static final Duration SOON = Await.PATIENCE;
  private static final Map<String, String> ANY_PORT = Map.of("COVEY_LISTEN", "127.0.0.1:0");
  private static final Pattern BLOCKS = Pattern.compile("p2 -> p1 : Block(?: \u00d7 ([0-9]+))?");

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void aDownloadsDiagramNamesTrackerAndPeerAndCountsEveryByte() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 1, 5_000_000);
    TestDeployment deployment = TestDeployment.start(machine, TestDeployment.Kind.TRACKER);
    Path recording = machine.folder("work").resolve("publisher.jsonl");
    CoveyNode publisher = deployment.node("publisher", "--trace", recording.toString());
    String link = machine.ask(publisher, "share", file.toString()).succeeded().link();
    Path out = machine.folder("work").resolve("trace");

    trace("tracker", deployment, link, out).result(SOON).succeeded();

    assertThat(machine.folder("downloads").resolve("file.bin")).hasSameBinaryContentAs(file);
    long blocks =
        events(out.resolve("trace.jsonl")).stream().filter(e -> is(e, "received", "Block")).count();
    assertThat(payloadBytes(out.resolve("trace.jsonl"), "received")).isEqualTo(5_000_000);
    String plantUml = Files.readString(out.resolve("sequence.puml"));
    assertThat(plantUml)
        .startsWith("@startuml\n")
        .contains("\"tracker\\n" + deployment.tracker().listen() + "\" as p0")
        .contains("\"peer " + publisher.id().substring(0, 8) + "\\n" + publisher.listen())
        .contains("p1 -> p0 : Lookup", "p0 --> p1 : LookedUp: 1 provider, 1 complete");
    assertThat(drawnBlocks(plantUml)).isEqualTo(blocks);
    assertThat(out.resolve("sequence.mmd")).content().startsWith("sequenceDiagram\n");
    assertThat(out.resolve("sequence.svg")).content().startsWith("<svg ").contains("MiB");

    // The publisher's recording agrees.
    Await.until(
        "the publisher's recording is written",
        SOON,
        () -> payloadBytes(recording, "sent") == 5_000_000);
    Path again = machine.folder("work").resolve("again");
    machine.runHere("trace", "draw", recording.toString(), "--out", again.toString()).succeeded();
    assertThat(again.resolve("sequence.puml")).content().contains("Block");
    assertThat(machine.runHere("trace", "draw", recording.toString(), "--out", again.toString()))
        .extracting(result -> result.failedWith(2))
        .asString()
        .contains("not empty");
  }

  @Test
  void aDiagramShowsTheTrackersDeathAndTheFailOverToMembers() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 2, 14_000_000);
    TestDeployment deployment = TestDeployment.start(machine, TestDeployment.Kind.AUTO);
    CoveyNode publisher = deployment.node("publisher", "--up", "2MB");
    String link = machine.ask(publisher, "share", file.toString()).succeeded().link();
    String id = publisher.api().shares().get(0).getAsJsonObject().get("id").getAsString();
    Path out = machine.folder("work").resolve("trace");

    CommandProcess get = trace("auto", deployment, link, out);
    Await.until("a part is sent", SOON, () -> publisher.number(id, "uploadedBytes") > 1_000_000);
    deployment.tracker().process().kill();
    get.result(SOON).succeeded();

    assertThat(machine.folder("downloads").resolve("file.bin")).hasSameBinaryContentAs(file);
    String plantUml = Files.readString(out.resolve("sequence.puml"));
    String ends = "p0 -> p1 : Connection ends: without Goodbye";
    String dial = "p1 ->x p0 : Dial";
    String over =
        "tracker " + deployment.tracker().listen() + " does not answer: using the members";
    assertThat(plantUml).containsSubsequence("p1 -> p0 : Lookup", ends, dial, over, "Block");
    assertThat(payloadBytes(out.resolve("trace.jsonl"), "received"))
        .isBetween(14_000_000L, 15_000_000L);
  }

  private CommandProcess trace(String mode, TestDeployment deployment, String link, Path out) {
    List<String> all = new ArrayList<>(List.of("trace", "get", link, "--mode", mode));
    all.addAll(List.of("--tracker", deployment.tracker().listen()));
    all.addAll(List.of("-o", machine.folder("downloads").toString(), "--out", out.toString()));
    all.addAll(List.of("--state", machine.folder("state-of-trace").toString()));
    return machine.start("trace", all, ANY_PORT);
  }

  private static long drawnBlocks(String plantUml) {
    Matcher rows = BLOCKS.matcher(plantUml);
    long blocks = 0;
    while (rows.find()) {
      blocks += rows.group(1) == null ? 1 : Long.parseLong(rows.group(1));
    }
    return blocks;
  }

  private static long payloadBytes(Path recording, String way) throws IOException {
    return events(recording).stream()
        .filter(event -> is(event, way, "Block"))
        .mapToLong(event -> event.get("payloadBytes").getAsLong())
        .sum();
  }

  private static boolean is(JsonObject event, String way, String kind) {
    return event.get("way").getAsString().equals(way)
        && event.get("kind").getAsString().equals(kind);
  }

  private static List<JsonObject> events(Path recording) throws IOException {
    List<JsonObject> events = new ArrayList<>();
    for (String line : Files.readAllLines(recording)) {
      JsonObject object = JsonParser.parseString(line).getAsJsonObject();
      if (object.has("seconds")) {
        events.add(object);
      }
    }
    return events;
  }
}
