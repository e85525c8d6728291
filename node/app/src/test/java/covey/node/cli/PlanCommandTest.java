package covey.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import covey.node.cli.command.CommandContext;
import covey.node.cli.command.ProcessShutdown;
import covey.node.cli.text.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path state;

  @Test
  void manyNodesAndASlowServerNeedPeers() {
    JsonObject plan = plan("--nodes", "1000000", "--size", "64MiB", "--up", "20Mbit");
    assertThat(plan.keySet()).containsExactly("nodes", "sizeBytes", "modes", "use", "why");
    assertThat(plan.get("use").getAsString()).isEqualTo("p2p");
    JsonArray modes = plan.getAsJsonArray("modes");
    assertThat(modes.asList()).hasSize(3);
    JsonObject central = modes.get(0).getAsJsonObject();
    assertThat(central.keySet())
        .containsExactly("mode", "seconds", "boundSeconds", "serverBytes", "nodeBytes", "method");
    assertThat(central.get("serverBytes").getAsLong()).isEqualTo(1_000_000L * (64 << 20));
    assertThat(central.get("nodeBytes").getAsLong()).isZero();
    JsonObject peers = modes.get(2).getAsJsonObject();
    assertThat(peers.get("method").getAsString()).isEqualTo("fluid model");
    assertThat(peers.get("boundSeconds").getAsDouble()).isEqualTo((64 << 20) / 2.5e6, within(1e-3));
    assertThat(peers.get("seconds").getAsDouble()).isBetween(26.8, 60.0);
  }

  @Test
  void fewNodesAreSimulated() {
    JsonObject plan = plan("--nodes", "4", "--size", "8MiB", "--up", "20Mbit");
    JsonObject tracker = plan.getAsJsonArray("modes").get(1).getAsJsonObject();
    assertThat(tracker.get("method").getAsString()).isEqualTo("simulated");
    assertThat(tracker.get("serverBytes").getAsLong()).isBetween(8L << 20, 9L << 20);
  }

  @Test
  void nodesThatDifferHaveTheBoundOfTheSumOfTheirUplinks() {
    JsonObject plan =
        plan("--nodes", "3", "--size", "10MiB", "--up", "20Mbit", "--ups", "8Mbit,40Mbit");
    JsonObject peers = plan.getAsJsonArray("modes").get(2).getAsJsonObject();
    // Two nodes of 1 MB/s, one of 5 MB/s, and a server of 2.5 MB/s, which must send one copy.
    double bound = Math.max((10 << 20) / 2.5e6, 3 * (10 << 20) / (2.5e6 + 7e6));
    assertThat(peers.get("boundSeconds").getAsDouble()).isEqualTo(bound, within(1e-3));
    assertThat(peers.get("seconds").getAsDouble()).isBetween(bound, 1.2 * bound);
  }

  @Test
  void oneNodeNeedsNoPeers() {
    JsonObject plan = plan("--nodes", "1", "--size", "100TiB", "--up", "1Gbit");
    assertThat(plan.get("use").getAsString()).isEqualTo("central");
    assertThat(plan.get("why").getAsString()).contains("same time in every mode");
  }

  @Test
  void aFastServerNeedsNoPeers() {
    JsonObject plan =
        plan("--nodes", "50", "--size", "1GiB", "--up", "1Mbit", "--server-up", "10Gbit");
    assertThat(plan.get("use").getAsString()).isEqualTo("central");
    assertThat(plan.get("why").getAsString()).contains("The server alone", "must stay up");
  }

  @Test
  void textIsATableAndARecommendation() {
    assertThat(covey("plan", "--nodes", "100", "--size", "1GiB", "--up", "20Mbit", "--down", "0"))
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "MODE", "BOUND", "fluid model", "100.0 GiB", "Use p2p. ", "a tracker must stay up");
  }

  @Test
  void wrongUsageIsOneLine() {
    wrong("--nodes must be 1 to 1000000", "--nodes", "0", "--size", "1MiB", "--up", "1MB");
    wrong("--nodes must be 1 to 1000000", "--nodes", "1000001", "--size", "1MiB", "--up", "1MB");
    wrong("--ups must be more", "--nodes", "1", "--size", "1MiB", "--up", "1MB", "--ups", "1MB,0");
    wrong("--size must be more", "--nodes", "1", "--size", "0", "--up", "1MB");
    wrong("--size must be at most", "--nodes", "1", "--size", "4096PiB", "--up", "1MB");
    wrong("--nodes times --size", "--nodes", "1000000", "--size", "400TiB", "--up", "1MB");
    wrong("--up must be more", "--nodes", "1", "--size", "1MiB", "--up", "0");
    wrong(
        "--server-up must be", "--nodes", "1", "--size", "1MiB", "--up", "1MB", "--server-up", "0");
    wrong("--up", "--nodes", "1", "--size", "1MiB");
    wrong("invalid rate 'fast'", "--nodes", "1", "--size", "1MiB", "--up", "fast");
  }

  private void wrong(String line, String... options) {
    err.reset();
    List<String> all = new ArrayList<>(List.of("plan"));
    all.addAll(List.of(options));
    assertThat(covey(all.toArray(String[]::new))).as(line).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(line).doesNotContain("\tat ");
  }

  private JsonObject plan(String... options) {
    List<String> all = new ArrayList<>(List.of("plan", "--json"));
    all.addAll(List.of(options));
    assertThat(covey(all.toArray(String[]::new))).isZero();
    return JsonParser.parseString(out.toString(StandardCharsets.UTF_8)).getAsJsonObject();
  }

  private int covey(String... arguments) {
    Screen screen = new Screen(stream(out), stream(err), false, false);
    Map<String, String> environment = Map.of("COVEY_STATE", state.toString());
    return Covey.run(
        new ArrayList<>(List.of(arguments)),
        new CommandContext(screen, environment, new ProcessShutdown()));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
