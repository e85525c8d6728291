package covey.tests.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.Measured;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands against a running node. */
class CommandsIT {
  private static final Duration SOON = Await.PATIENCE;

  @RegisterExtension static final TestMachine machine = new TestMachine();

  /** Two nodes that do not know each other. */
  private static CoveyNode publisher;

  private static CoveyNode node;

  @BeforeAll
  static void start() {
    publisher = machine.node("publisher", "--mode", "p2p");
    long startNanos = System.nanoTime();
    node = machine.node("node", "--mode", "p2p");
    Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
    Measured.lessThan("node ready", took, Duration.ofSeconds(2));
  }

  @AfterEach
  void forgetShares() throws IOException {
    for (CoveyNode each : List.of(publisher, node)) {
      for (JsonElement share : each.api().shares()) {
        each.api().call("DELETE", "shares/" + id(share), null);
      }
    }
  }

  private static String id(JsonElement share) {
    return share.getAsJsonObject().get("id").getAsString();
  }

  @Test
  void readyNodeSaysWhereItIs() {
    assertThat(node.ready().get("role").getAsString()).isEqualTo("node");
    assertThat(node.ready().get("pid").getAsLong()).isEqualTo(node.process().pid());
    assertThat(node.process().out())
        .contains(
            "covey node ready id=%s listen=%s http=%s"
                .formatted(node.id(), node.listen(), node.http()));
    assertThat(node.listen()).matches("127\\.0\\.0\\.1:[1-9][0-9]*");
  }

  @Test
  void lsAndStatusShowAShare() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("shown.bin"), 1, 1_000_000);
    CoveyNode fresh = machine.node("fresh", "--mode", "p2p");
    String link = machine.askByProcess(fresh, "share", file.toString()).succeeded().lastLine();
    assertThat(link).startsWith("covey:");

    JsonObject share =
        machine.askByProcess(fresh, "ls", "--json").succeeded().jsonList().get(0).getAsJsonObject();
    assertThat(share.keySet())
        .contains(
            "id",
            "link",
            "name",
            "sizeBytes",
            "haveBytes",
            "state",
            "peers",
            "downBytesPerSecond",
            "upBytesPerSecond",
            "downloadedBytes",
            "uploadedBytes",
            "rejectedBytes",
            "duplicateBytes");
    assertThat(share.get("link").getAsString()).isEqualTo(link);
    assertThat(share.get("state").getAsString()).isEqualTo("seeding");
    assertThat(share.get("sizeBytes").getAsLong()).isEqualTo(1_000_000);

    String prefix = share.get("id").getAsString().substring(0, 8);
    JsonObject one = machine.ask(fresh, "status", prefix, "--json").succeeded().json();
    assertThat(one.get("name").getAsString()).isEqualTo("shown.bin");
    JsonObject status = machine.ask(fresh, "status", "--json").succeeded().json();
    assertThat(status.get("id").getAsString()).isEqualTo(fresh.id());
    assertThat(status.get("mode").getAsString()).isEqualTo("p2p");
    assertThat(status.keySet()).contains("controlBytes", "directoryRequests", "refusalsSent");
    assertThat(machine.ask(fresh, "status").succeeded().out())
        .contains("of control messages sent")
        .contains("0 sent, 0 received");
    assertThat(machine.ask(fresh, "ls").succeeded().out()).contains("shown.bin");
    assertThat(machine.ask(fresh, "mode", "--json").succeeded().json().get("mode").getAsString())
        .isEqualTo("p2p");
  }

  @Test
  void aPausedDownloadWaitsAndCompletesOnceResumed() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("paused.bin"), 2, 6_000_000);
    CoveyNode reader = machine.node("reader", "--mode", "p2p", "--down", "1MB");
    String link = publisher.api().add(file).get("link").getAsString();
    String id = reader.api().get(link, reader.downloads()).get("id").getAsString();

    machine.ask(reader, "pause", id).succeeded();
    JsonObject paused = machine.ask(reader, "status", id, "--json").succeeded().json();
    assertThat(paused.get("state").getAsString()).isEqualTo("paused");
    assertThat(paused.get("haveBytes").getAsLong()).isLessThan(6_000_000);

    machine.ask(reader, "resume", id).succeeded();
    Await.until("connected", SOON, () -> !peersOf(reader, id).isEmpty());
    JsonObject peer = peersOf(reader, id).get(0).getAsJsonObject();
    assertThat(peer.get("id").getAsString()).isEqualTo(publisher.id());
    reader.awaitComplete(id, SOON);
    assertThat(reader.downloads().resolve("paused.bin")).hasSameBinaryContentAs(file);
  }

  private static JsonArray peersOf(CoveyNode node, String share) {
    return machine.ask(node, "peers", share, "--json").succeeded().jsonList();
  }

  @Test
  void verifyFindsDamageAndTheDownloadIsRepaired() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("damaged.bin"), 3, 3_000_000);
    CoveyNode reader = node;
    String link = publisher.api().add(file).get("link").getAsString();
    String id = reader.api().get(link, reader.downloads()).get("id").getAsString();
    reader.awaitComplete(id, SOON);
    machine.ask(reader, "verify", id).succeeded();

    Path copy = reader.downloads().resolve("damaged.bin");
    byte[] bytes = Files.readAllBytes(copy);
    bytes[1_500_000] ^= 1;
    Files.write(copy, bytes);
    assertThat(machine.ask(reader, "verify", id).exitCode()).as("damaged").isEqualTo(5);
    reader.awaitComplete(id, SOON);

    assertThat(copy).hasSameBinaryContentAs(file);
  }

  @Test
  void rmDeletesDataOnlyWithTheOption() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("removed.bin"), 4, 1_000_000);
    CoveyNode reader = node;
    String link = publisher.api().add(file).get("link").getAsString();
    String dir = reader.downloads().toString();
    Path copy = reader.downloads().resolve("removed.bin");

    machine.ask(reader, "get", link, "-o", dir).succeeded();
    machine.ask(reader, "rm", link, "--data").succeeded();
    assertThat(reader.api().shares()).isEmpty();
    assertThat(copy).doesNotExist();

    machine.ask(reader, "get", link, "-o", dir).succeeded();
    machine.ask(reader, "rm", link).succeeded();
    assertThat(reader.api().shares()).isEmpty();
    assertThat(copy).exists();

    machine.ask(reader, "get", link, "-o", dir).succeeded();
    machine.ask(reader, "rm", link, "--data").succeeded();
    assertThat(copy).as("existed before the download, so rm keeps it").exists();

    machine.ask(publisher, "rm", link, "--data");
    assertThat(file).as("shared from elsewhere, so rm keeps it").exists();
  }

  @Test
  void aRemovedShareIsDownloadedAgainOnTheSameConnection() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("again.bin"), 7, 1_000_000);
    CoveyNode reader = node;
    String link = publisher.api().add(file).get("link").getAsString();
    for (int i = 0; i < 3; i++) {
      String id = reader.api().get(link, reader.downloads()).get("id").getAsString();
      reader.awaitComplete(id, SOON);
      assertThat(reader.downloads().resolve("again.bin")).hasSameBinaryContentAs(file);
      machine.ask(reader, "rm", id, "--data").succeeded();
    }
  }

  @Test
  void environmentNamesTheNodeAndTheCommandLineWins() throws IOException {
    Map<String, String> right = Map.of("COVEY_HTTP", node.http());
    Map<String, String> wrong = Map.of("COVEY_HTTP", "127.0.0.1:1");
    List<String> status = List.of("status", "--json");
    List<String> explicit = List.of("status", "--json", "--http", node.http());

    assertThat(machine.start("by-env", status, right).result(SOON).succeeded().json().get("id"))
        .isEqualTo(node.ready().get("id"));
    assertThat(machine.start("by-flag", explicit, wrong).result(SOON).succeeded().json().get("id"))
        .isEqualTo(node.ready().get("id"));
    assertThat(machine.start("wrong", status, wrong).result(SOON).exitCode()).isEqualTo(1);
  }

  @Test
  void everyCommandHasHelpWithAnExample() {
    for (String command :
        List.of(
            "tracker", "node", "share", "get", "ls", "search", "status", "peers", "mode", "rm",
            "verify", "pause", "resume")) {
      String help = machine.runHere(command, "--help").succeeded().out();
      assertThat(help).as(command).containsIgnoringCase("example").contains("covey " + command);
    }
  }
}
