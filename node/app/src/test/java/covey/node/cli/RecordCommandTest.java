package covey.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import covey.node.cli.command.CommandContext;
import covey.node.cli.command.ProcessShutdown;
import covey.node.cli.text.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code covey record} and {@code covey compare --replay}. */
class RecordCommandTest {
  private static final String STATUS =
      "{\"id\":\"someId\",\"role\":\"node\",\"mode\":\"p2p\",\"failover\":\"\","
          + "\"directoryAnswers\":true,\"upLimitBytesPerSecond\":1000000}";

  private static final int LONGEST_MILLIS = 32_000;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path dir;

  private int covey(String... arguments) {
    out.reset();
    err.reset();
    Screen screen = new Screen(print(out), print(err), false, false);
    Map<String, String> environment = Map.of("COVEY_STATE", dir.resolve("state").toString());
    return Covey.run(
        List.of(arguments), new CommandContext(screen, environment, new ProcessShutdown()));
  }

  private static PrintStream print(ByteArrayOutputStream into) {
    return new PrintStream(into, true, StandardCharsets.UTF_8);
  }

  private String recording() {
    return dir.resolve("recording.jsonl").toString();
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Records for half a second, then for longer and longer until {@code enough} is recorded. */
  private void record(BooleanSupplier enough, String... more) throws IOException {
    for (int millis = 500; millis <= LONGEST_MILLIS; millis *= 2) {
      Files.deleteIfExists(Path.of(recording()));
      List<String> all = new ArrayList<>(List.of("record", "-o", recording(), "--every", "50ms"));
      all.addAll(List.of("--for", millis + "ms"));
      all.addAll(List.of(more));
      assertThat(covey(all.toArray(String[]::new))).as(err()).isZero();
      if (enough.getAsBoolean()) {
        return;
      }
    }
  }

  private boolean isDownloadRecorded() {
    try {
      return Files.readString(Path.of(recording())).contains("downloading");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aNodesStatusIsRecordedAndReplayed() throws IOException {
    try (FakeApi node = new FakeApi()) {
      node.on("GET status", 200, STATUS);
      node.on("GET shares", 200, "[" + FakeApi.share("downloading", "") + "]");
      record(this::isDownloadRecorded, "--on", node.address().toString());
    }
    assertThat(Files.readAllLines(Path.of(recording())))
        .anyMatch(line -> line.contains("\"upLimitBytesPerSecond\":1000000"))
        .anyMatch(line -> line.contains("\"state\":\"downloading\",\"haveBytes\":1024"))
        .noneMatch(line -> line.contains("photos") || line.contains("abcdef"));
    Path report = dir.resolve("report");
    int code =
        covey("compare", "--replay", recording(), "--modes", "p2p", "--out", report.toString());
    assertThat(code).as(err()).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("p2p, as recorded", "simulator");
    assertThat(report.resolve("results.json"))
        .content()
        .contains("\"completed\":0", "\"command\":\"covey compare --replay");
  }

  @Test
  void aNodeThatRefusesIsNamedOnce() throws IOException {
    try (FakeApi node = new FakeApi()) {
      node.on("GET status", 401, "{\"detail\":\"needs the token \\u001b[2J\"}");
      record(() -> err().contains("cannot record"), "--on", node.address().toString());
      assertThat(err())
          .containsOnlyOnce("cannot record " + node.address() + ": needs the token ?[2J")
          .doesNotContain("\u001b");
    }
  }

  @Test
  void aTokenFileHasALineForEachNode() throws IOException {
    Path tokens = dir.resolve("tokens");
    try (FakeApi one = new FakeApi();
        FakeApi other = new FakeApi()) {
      Files.writeString(tokens, one.address() + " for-one\nfor-all-others\n");
      String both = one.address() + "," + other.address();
      record(
          () -> !one.authorizations().isEmpty() && !other.authorizations().isEmpty(),
          "--on",
          both,
          "--token-file",
          tokens.toString());
      assertThat(one.authorizations()).isNotEmpty().containsOnly("Bearer for-one");
      assertThat(other.authorizations()).isNotEmpty().containsOnly("Bearer for-all-others");
    }
  }

  @Test
  void wrongUsageOfRecordIsOneLine() throws IOException {
    Files.writeString(Path.of(recording()), "there");
    assertThat(covey("record", "-o", recording())).isEqualTo(1);
    assertThat(err()).endsWith("recording.jsonl already exists" + System.lineSeparator());
    assertThat(covey("record")).isEqualTo(2);
    String other = dir.resolve("other").toString();
    assertThat(covey("record", "-o", other, "--every", "1ms")).isEqualTo(2);
    assertThat(covey("record", "-o", other, "--for", "0")).isEqualTo(2);
    assertThat(covey("record", "-o", other, "--max", "1KiB")).isEqualTo(2);
    assertThat(covey("record", "-o", other, "--token-file", recording())).isEqualTo(2);
    assertThat(err()).isEqualTo("covey: --token-file needs --on" + System.lineSeparator());
    assertThat(Path.of(other)).doesNotExist();
  }

  @Test
  void replayRefusesOptionsThatNeedNodes() throws IOException {
    Files.writeString(Path.of(recording()), "{\"covey\":\"recording\",\"version\":9}\n");
    for (String option :
        List.of("--nodes=4", "--size=1MiB", "--fail=server@50%", "--no-fail", "--update")) {
      assertThat(covey("compare", "--replay", recording(), option)).as(option).isEqualTo(2);
      assertThat(err())
          .contains("--replay runs no nodes; remove " + option.split("=", 2)[0])
          .hasLineCount(1);
    }
    assertThat(covey("compare", "--replay", recording(), "--up", "0")).isEqualTo(2);
    assertThat(covey("compare", "--replay", recording(), "--modes", "pigeon")).isEqualTo(2);
    String report = dir.resolve("report").toString();
    assertThat(covey("compare", "--replay", recording(), "--out", report)).isEqualTo(1);
    assertThat(err()).contains("version 9").hasLineCount(1);
    assertThat(covey("compare", "--replay", recording() + "x", "--out", report)).isEqualTo(1);
    assertThat(err()).contains("does not exist").hasLineCount(1);
    assertThat(Path.of(report)).doesNotExist();
  }
}
