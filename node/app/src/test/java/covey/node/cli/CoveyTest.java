package covey.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import covey.node.cli.command.CommandContext;
import covey.node.cli.command.ProcessShutdown;
import covey.node.cli.text.Screen;
import covey.node.runtime.ModeStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoveyTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  @TempDir private Path state;
  private FakeApi node;

  @BeforeEach
  void start() throws IOException {
    node = new FakeApi();
    environment.put("COVEY_HTTP", node.address().toString());
    environment.put("COVEY_STATE", state.toString());
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void lsShowsOneRowPerShareWithoutEscapes() {
    node.on(
        "GET shares", 200, "[" + FakeApi.share("seeding", "").replace("photos", "p\\u001b") + "]");
    assertThat(covey("ls")).isZero();
    assertThat(out())
        .contains("abcdefghijkl", "2.0 KiB", "50%", "seeding", "p?")
        .doesNotContain("\u001b");
  }

  @Test
  void jsonIsTheNodesAnswerOnOneLine() {
    node.on("GET status", 200, "{\"mode\":\"p2p\",\n\"new\":[1]}");
    assertThat(covey("status", "--json")).isZero();
    assertThat(out()).isEqualTo("{\"mode\":\"p2p\",\"new\":[1]}" + System.lineSeparator());
  }

  @Test
  void unknownShareIsExitCode3() {
    node.on("GET shares/nothing", 404, "{\"title\":\"t\",\"detail\":\"no share nothing here\"}");
    assertThat(covey("status", "nothing")).isEqualTo(3);
    assertThat(err()).isEqualTo("covey: no share nothing here" + System.lineSeparator());
  }

  @Test
  void refusedIsExitCode4() {
    node.on("DELETE shares/abc?data=true", 401, "{\"detail\":\"needs the token\"}");
    assertThat(covey("rm", "abc", "--data")).isEqualTo(4);
  }

  @Test
  void simulateShowsTheRatioAndKeepsATrace() throws IOException {
    Path trace = state.resolve("trace");
    String[] command = {"simulate", "--nodes", "4", "--size", "4MiB", "--trace", trace.toString()};
    assertThat(covey(command)).isZero();
    assertThat(out()).contains("ratio      1.", "seed sent  1.", "64 of 64.0 KiB");
    assertThat(trace).content().contains("PeerOpened", "PieceVerified");
  }

  @Test
  void simulateTakesFaults() {
    String[] command = {
      "simulate",
      "--size",
      "4MiB",
      "--ups",
      "10Mbit,30Mbit",
      "--neighbours",
      "6",
      "--stall",
      "5%:500ms",
      "--churn",
      "1",
      "--freeze",
      "1",
      "--liars",
      "1",
      "--hoarders",
      "1",
      "--rejoin",
      "1"
    };
    assertThat(covey(command)).isZero();
    assertThat(out()).contains("ratio ", "tail ", "uplinks ", "events in");
  }

  @Test
  void simulateRefusesImpossibleOptions() {
    assertThat(covey("simulate", "--stall", "60%:1s")).isEqualTo(2);
    assertThat(covey("simulate", "--nodes", "2", "--liars", "3")).isEqualTo(2);
    assertThat(covey("simulate", "--churn", "-1")).isEqualTo(2);
    assertThat(covey("simulate", "--rejoin", "-1")).isEqualTo(2);
    assertThat(covey("simulate", "--neighbours", "0")).isEqualTo(2);
    assertThat(covey("simulate", "--nodes", "0")).isEqualTo(2);
    assertThat(covey("simulate", "--piece", "100KiB")).isEqualTo(2);
    assertThat(covey("simulate", "--kill-seed-after", "0.5")).isEqualTo(2);
    assertThat(covey("simulate", "--nodes", "10000", "--size", "1GiB", "--piece", "64KiB"))
        .isEqualTo(2);
  }

  @Test
  void wrongUsageIsExitCode2AndNamesTheHelp() {
    assertThat(covey("ls", "--bogus")).isEqualTo(2);
    assertThat(err()).contains("--bogus", "covey ls --help").doesNotContain("\tat ");
    assertThat(covey()).isEqualTo(2);
    assertThat(covey("nonsense")).isEqualTo(2);
  }

  @Test
  void everyCommandHasHelpWithAnExample() {
    for (String command : Covey.names()) {
      out.reset();
      assertThat(covey(command, "--help")).as(command).isZero();
      assertThat(out()).as(command).contains("Example:", "  covey " + command);
    }
  }

  @Test
  void noNodeAtTheAddressIsExitCode1WithOneLine() {
    environment.put("COVEY_HTTP", "127.0.0.1:1");
    assertThat(covey("ls")).isEqualTo(1);
    assertThat(err().strip().lines()).hasSize(1).first().asString().contains("127.0.0.1:1");
  }

  @Test
  void verboseShowsTheStackTrace() {
    environment.put("COVEY_HTTP", "127.0.0.1:1");
    assertThat(covey("ls", "--verbose")).isEqualTo(1);
    assertThat(err()).contains("\tat ");
  }

  @Test
  void getPrintsThePathOnceTheShareIsComplete() {
    node.on("POST shares", 202, FakeApi.share("downloading", ""))
        .on("GET shares/abcdefghijklmnop", 200, FakeApi.share("seeding", ""));
    assertThat(covey("get", "photos", "-o", state.toString(), "--select", "*.jpg")).isZero();
    assertThat(out().strip()).isEqualTo("/data/photos");
    assertThat(node.asked().getFirst())
        .contains("\"link\":\"photos\"", "\"dir\":\"" + state, "\"select\":[\"*.jpg\"]");
  }

  @Test
  void getExitsWith6AfterTheTimeout() {
    node.on("POST shares", 202, FakeApi.share("downloading", ""))
        .on("GET shares/abcdefghijklmnop", 200, FakeApi.share("downloading", ""));
    assertThat(covey("get", "photos", "--timeout", "0")).isEqualTo(6);
    assertThat(err()).contains("1.0 KiB of 2.0 KiB", "the same command resumes");
  }

  @Test
  void getFailsWithTheSharesProblem() {
    String damaged =
        FakeApi.share("failed", ",\"problem\":\"piece 7\",\"problemKind\":\"DAMAGED\"");
    node.on("POST shares", 202, FakeApi.share("downloading", ""))
        .on("GET shares/abcdefghijklmnop", 200, damaged);
    assertThat(covey("get", "photos")).isEqualTo(5);
    assertThat(err()).contains("piece 7");
  }

  @Test
  void anInvalidLinkIsWrongUsage() {
    assertThat(covey("get", "covey:short")).isEqualTo(2);
    assertThat(node.asked()).isEmpty();
  }

  @Test
  void sharePrintsTheLinkAlone() {
    node.on("GET status", 200, "{\"mode\":\"p2p\"}")
        .on("POST shares", 201, FakeApi.share("seeding", ""));
    assertThat(covey("share", state.toString())).isZero();
    assertThat(out().strip()).isEqualTo("covey:abcdefghijklmnop");
  }

  @Test
  void shareInCentralWaitsUntilTheOriginStoresIt() {
    node.on("GET status", 200, "{\"mode\":\"central\"}")
        .on("POST shares", 201, FakeApi.share("seeding", ""))
        .on("GET shares/abcdefghijklmnop", 200, FakeApi.share("seeding", ",\"kept\":true"));
    assertThat(covey("share", state.toString())).isZero();
    assertThat(node.asked()).contains("GET shares/abcdefghijklmnop");
  }

  @Test
  void sharingAMissingFileIsExitCode1() {
    assertThat(covey("share", state.resolve("gone").toString())).isEqualTo(1);
    assertThat(err()).contains("gone does not exist");
  }

  @Test
  void verifyOfDamagedPiecesIsExitCode5() {
    node.on("POST shares/photos/verify", 200, "{\"damagedPieces\":3}");
    assertThat(covey("verify", "photos")).isEqualTo(5);
    assertThat(out()).contains("3 damaged");
  }

  @Test
  void limitSendsOnlyTheGivenLimits() {
    node.on("PUT limit", 200, "{}");
    assertThat(covey("limit", "--up", "20Mbit")).isZero();
    assertThat(node.asked()).containsExactly("PUT limit {\"upBytesPerSecond\":2500000}");
  }

  @Test
  void aModeIsSwitchedOnOneNode() {
    node.on("PUT mode", 200, mode("node", 1, List.of()));
    assertThat(covey("mode", "p2p")).isZero();
    assertThat(node.asked()).containsExactly("PUT mode {\"mode\":\"p2p\",\"scope\":\"node\"}");
    assertThat(out()).isEqualTo("p2p\n");
  }

  @Test
  void anOrderTimesOutAndNamesTheNodesThatDidNotSwitch() {
    node.on("PUT mode", 200, mode("deployment", 2, List.of("192.0.2.1:7410 (tracker)")));
    node.on("GET mode", 200, mode("deployment", 2, List.of("192.0.2.1:7410 (tracker)")));
    assertThat(covey("mode", "p2p", "--deployment", "--timeout", "1ms")).isEqualTo(6);
    assertThat(err())
        .contains("2 of 3 nodes switched to p2p; waiting for 192.0.2.1:7410 (tracker)");
  }

  @Test
  void anOrderReturnsOnceAllNodesSwitched() {
    node.on("PUT mode", 200, mode("deployment", 2, List.of("192.0.2.1:7410 (tracker)")));
    node.on("GET mode", 200, mode("deployment", 3, List.of()));
    assertThat(covey("mode", "p2p", "--deployment")).isZero();
    assertThat(err()).contains("3 of 3 nodes switched to p2p");
  }

  @Test
  void anUnknownModeIsWrongUsage() {
    assertThat(covey("mode", "anarchy")).isEqualTo(2);
    assertThat(err()).contains("central, tracker, p2p or auto");
    assertThat(covey("mode", "--deployment")).isEqualTo(2);
  }

  private static String mode(String scope, int acknowledged, List<String> waiting) {
    return new Gson()
        .toJson(
            new ModeStatus(
                "p2p",
                4,
                scope,
                "p2p",
                "n".repeat(52),
                new ModeStatus.Followers(3, acknowledged, List.of("h:2"), waiting)));
  }

  @Test
  void listeningBeyondLoopbackIsRefusedWithoutOpen() {
    assertThat(covey("node", "--listen", "0.0.0.0:0")).isEqualTo(4);
    assertThat(err()).contains("--open");
  }

  @Test
  void anUnknownSettingInTheFileIsAnError() throws IOException {
    Files.writeString(state.resolve("covey.properties"), "upp = 20Mbit\n");
    assertThat(covey("ls")).isEqualTo(2);
    assertThat(err()).contains("upp", "covey.properties");
  }

  @Test
  void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
    node.on("PUT limit", 200, "{}");
    Files.writeString(state.resolve("covey.properties"), "up = 1MB\ndown = 1MB\n");
    environment.put("COVEY_UP", "2MB");
    covey("limit", "--up", "3MB");
    covey("limit");
    environment.remove("COVEY_UP");
    covey("limit");
    assertThat(node.asked().stream().map(request -> request.replaceAll("[^0-9,]", "")).toList())
        .containsExactly("3000000,1000000", "2000000,1000000", "1000000,1000000");
  }

  @Test
  void aFlagInEnvironmentAndArgumentsStaysSet() {
    environment.put("COVEY_JSON", "true");
    node.on("GET shares", 200, "[]");
    assertThat(covey("ls", "--json")).isZero();
    assertThat(out().strip()).isEqualTo("[]");
  }

  @Test
  void theHttpAddressInTheFileIsNotTheClients() throws IOException {
    Files.writeString(state.resolve("covey.properties"), "http = 127.0.0.1:1\n");
    environment.remove("COVEY_HTTP");
    assertThat(covey("ls", "--state", state.toString())).isEqualTo(1);
    assertThat(err()).contains("no node is running");
  }

  private int covey(String... arguments) {
    Screen screen = new Screen(stream(out), stream(err), false, false);
    List<String> all = new ArrayList<>(List.of(arguments));
    return Covey.run(
        all, new CommandContext(screen, Map.copyOf(environment), new ProcessShutdown()));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
