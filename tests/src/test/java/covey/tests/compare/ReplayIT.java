package covey.tests.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import covey.tests.process.Await;
import covey.tests.process.CommandProcess;
import covey.tests.process.CoveyNode;
import covey.tests.process.Measured;
import covey.tests.process.TestDeployment;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** `covey record` with real nodes, and `covey compare --replay` of its recording. */
class ReplayIT {
  private static final Duration SOON = Await.PATIENCE;
  private static final long AWAY_NANOS = Duration.ofSeconds(4).toNanos();
  private static final String LIMIT = "8Mbit";

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void aTrackersOutageIsRecordedAndWouldHaveDelayedNobodyInP2p() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("a secret.bin"), 1, 5_000_000);
    TestDeployment deployment = TestDeployment.start(machine, TestDeployment.Kind.TRACKER);
    CoveyNode publisher = deployment.node("publisher", "--up", LIMIT);
    CoveyNode early = deployment.node("early", "--up", LIMIT);
    CoveyNode late = deployment.node("late", "--up", LIMIT);
    Path recording = machine.folder("work").resolve("recording.jsonl");
    CommandProcess record = machine.start("record", "--every", "100ms", "-o", recording.toString());
    String id = publisher.api().add(file).get("id").getAsString();
    awaitLine(recording, "\"seeding\"");

    early.api().get("covey:" + id, early.downloads());
    awaitLine(recording, "\"downloading\",\"haveBytes\":[1-9]");
    deployment.tracker().process().kill();
    long killed = System.nanoTime();
    awaitLine(recording, "\"gone\"");
    late.api().get("covey:" + id, late.downloads());
    Await.until("4 s have passed", SOON, () -> System.nanoTime() - killed > AWAY_NANOS);
    machine.tracker("tracker", "--listen", deployment.tracker().listen());
    early.awaitComplete(id, SOON);
    late.awaitComplete(id, SOON);
    Await.until("both are recorded", SOON, () -> count(recording, "\"seeding\"") == 3);
    record.terminate(SOON);

    assertThat(record.err()).contains("recording stopped");
    assertThat(Files.readString(recording))
        .endsWith("}\n")
        .doesNotContain("secret", id.substring(0, 8), publisher.id(), publisher.listen());
    replayed(recording, early, late);
  }

  private void replayed(Path recording, CoveyNode early, CoveyNode late) throws IOException {
    Path out = machine.folder("work").resolve("report");
    String said =
        machine
            .run("compare", "--replay", recording.toString(), "--out", out.toString())
            .succeeded()
            .out();
    Measured.print(said);
    JsonObject results =
        JsonParser.parseString(Files.readString(out.resolve("results.json"))).getAsJsonObject();
    JsonObject replayed = results.getAsJsonArray("replayed").get(0).getAsJsonObject();
    JsonObject outage = replayed.getAsJsonArray("outages").get(0).getAsJsonObject();
    double away = number(outage, "toSeconds") - number(outage, "fromSeconds");
    assertThat(away).isGreaterThan(3.5);
    Measured.between("outage", away, 3.5, 12);

    JsonObject recorded = mode(replayed, "tracker", "recorded");
    JsonObject tracker = mode(replayed, "tracker", "simulator");
    JsonObject p2p = mode(replayed, "p2p", "simulator");
    JsonObject central = mode(replayed, "central", "server");
    for (JsonObject told : Set.of(recorded, tracker, p2p, central)) {
      assertThat(told.get("downloads").getAsInt()).isEqualTo(2);
      assertThat(told.get("completed").getAsInt()).isEqualTo(2);
    }
    assertThat(number(recorded, "longestWaitSeconds")).isGreaterThan(away - 1);
    Measured.between("mean, told over recorded", number(tracker, "meanOfRecorded"), 0.75, 1.25);
    Measured.between("last, told over recorded", number(tracker, "lastOfRecorded"), 0.75, 1.25);
    assertThat(tracker.get("delayed").getAsInt()).isEqualTo(1);
    assertThat(p2p.get("delayed").getAsInt()).isZero();
    assertThat(number(p2p, "longestWaitSeconds")).isLessThan(number(tracker, "longestWaitSeconds"));
    Measured.between("longest wait in p2p", number(p2p, "longestWaitSeconds"), 0, 1);
    assertThat(central.get("delayed").getAsInt()).isEqualTo(2);
    assertThat(said).contains("delayed 1 of 2 downloads", "in p2p it would have delayed none");
    assertThat(out.resolve("index.html")).isNotEmptyFile();
    assertThat(early.process().alive() && late.process().alive()).isTrue();
  }

  private static JsonObject mode(JsonObject replayed, String mode, String method) {
    JsonArray modes = replayed.getAsJsonArray("modes");
    for (JsonElement told : modes) {
      JsonObject each = told.getAsJsonObject();
      if (each.get("mode").getAsString().equals(mode)
          && each.get("method").getAsString().equals(method)) {
        return each;
      }
    }
    throw new AssertionError("no " + mode + " by " + method + " in " + modes);
  }

  private static double number(JsonObject object, String key) {
    return object.get(key).getAsDouble();
  }

  private static void awaitLine(Path recording, String text) {
    Await.until(text + " is recorded", SOON, () -> count(recording, text) > 0);
  }

  private static long count(Path recording, String text) throws IOException {
    return Files.readAllLines(recording).stream()
        .filter(line -> line.matches(".*" + text + ".*"))
        .count();
  }
}
