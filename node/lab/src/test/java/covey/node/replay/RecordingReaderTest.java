package covey.node.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingReaderTest {
  private static final String HEAD =
      "{\"covey\":\"recording\",\"version\":1,\"startedAt\":\"2026-11-26T04:00:00Z\","
          + "\"everySeconds\":1.0}\n";
  private static final String GONE = "{\"event\":\"gone\",\"at\":1.5,\"node\":\"n1\"}\n";

  @TempDir private Path dir;
  private Path file;

  @BeforeEach
  void choose() {
    file = dir.resolve("recording.jsonl");
  }

  private void refused(String text, String why) throws IOException {
    Files.writeString(file, text);
    assertThatThrownBy(() -> RecordingReader.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(why)
        .message()
        .doesNotContain("\n", "\u001b")
        .hasSizeLessThan(300);
  }

  @Test
  void readingReturnsWhatWasWritten() throws IOException {
    List<RecordedChange> lines =
        List.of(
            new RecordedChange.NodeSeen(0.25, "t1", "tracker", "tracker", 0, 0),
            new RecordedChange.NodeSeen(0.5, "n1", "node", "auto", 1_000_000, 2_000_000),
            new RecordedChange.ShareSeen(1, "s1", 7_000_000, 107),
            new RecordedChange.Held(1, "n1", "s1", "downloading", 0),
            new RecordedChange.Rates(2, "n1", 5, 6),
            new RecordedChange.DirectorySeen(3, "n1", true, true),
            new RecordedChange.NodeGone(4.125, "n1"));
    try (RecordingWriter writer = RecordingWriter.create(file, 0.1, 10_000)) {
      for (RecordedChange line : lines) {
        writer.write(line);
      }
      assertThat(writer.writtenBytes()).isEqualTo(Files.size(file));
    }
    DeploymentRecording read = RecordingReader.read(file);
    assertThat(read.lines()).isEqualTo(lines);
    assertThat(read.everySeconds()).isEqualTo(0.1);
    assertThat(read.endSeconds()).isEqualTo(4.125);
    assertThatThrownBy(() -> RecordingWriter.create(file, 1, 10_000))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void fileNeverExceedsItsMaximum() throws IOException {
    try (RecordingWriter writer = RecordingWriter.create(file, 1, 200)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10; i++) {
                  writer.write(new RecordedChange.NodeGone(i, "n1"));
                }
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("its maximum is 200");
    }
    assertThat(Files.size(file)).isBetween(100L, 200L);
    assertThat(RecordingReader.read(file).lines()).isNotEmpty();
  }

  @Test
  void missingFileAndBinaryAreRefused() throws IOException {
    assertThatThrownBy(() -> RecordingReader.read(file)).isInstanceOf(NoSuchFileException.class);
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});
    assertThatThrownBy(() -> RecordingReader.read(file)).hasMessageContaining("not UTF-8");
    refused("", "it is empty");
    refused("\n", "it is not a JSON object");
    refused("{}\n", "covey is missing");
    refused("[1]\n", "not a JSON object");
    refused("{\"covey\":\n", "not JSON");
    refused(HEAD.replace("recording", "results"), "does not identify itself as one");
    refused(HEAD.replace(":1,", ":2,"), "version 2");
    refused(HEAD.replace("2026", "year"), "startedAt is not a time");
    refused(HEAD + GONE + "{\"event\":\n", "line 3");
  }

  @Test
  void incompleteLastLineIsIgnored() throws IOException {
    Files.writeString(file, HEAD + GONE + "{\"event\":\"gone\",\"at\":2");
    assertThat(RecordingReader.read(file).lines())
        .containsExactly(new RecordedChange.NodeGone(1.5, "n1"));
  }

  @Test
  void linesAreSortedByTime() throws IOException {
    Files.writeString(file, HEAD + GONE.replace("1.5", "3") + GONE);
    assertThat(RecordingReader.read(file).lines())
        .extracting(RecordedChange::at)
        .containsExactly(1.5, 3.0);
  }

  @Test
  void timesOutOfRangeAreRefused() throws IOException {
    for (String at :
        List.of("-1", "1e300", "1e999999999", "1e-999999999", "\"1\"", "null", "[]", "true")) {
      refused(HEAD + GONE.replace("1.5", at), "at ");
    }
    refused(HEAD + GONE.replace("1.5", "NaN"), "line 2");
    refused(HEAD + GONE.replace("1.5", "9".repeat(500)), "at is not a number");
    refused(HEAD + GONE.replace("\"at\":1.5,", ""), "at is missing");
  }

  @Test
  void otherNamesAreRefused() throws IOException {
    for (String name :
        List.of("", "n0", "x1", "n1234567", "n1\\u001b[2J", "../n1", "n1 n2", "n1\\n", "<b>")) {
      refused(HEAD + GONE.replace("n1", name), "node is not a name");
    }
    refused(HEAD + GONE.replace("\"n1\"", "7"), "node is not a string");
    refused(HEAD + GONE.replace("\"n1\"", "{\"a\":1}"), "node is not a string, number or boolean");
  }

  @Test
  void figuresOutOfRangeAreRefused() throws IOException {
    String have =
        HEAD
            + "{\"event\":\"have\",\"at\":1,\"node\":\"n1\",\"share\":\"s1\",\"state\":\"seeding\","
            + "\"haveBytes\":BYTES}\n";
    for (String bytes : List.of("-1", "1.5", "9007199254740993", "1e400", "\"5\"", "99e99")) {
      refused(have.replace("BYTES", bytes), "haveBytes ");
    }
    refused(have.replace("seeding", "eating"), "state is not one of");
    String share =
        HEAD + "{\"event\":\"share\",\"at\":1,\"share\":\"s1\",\"sizeBytes\":S,\"pieces\":P}\n";
    refused(share.replace("S,", "0,").replace("P}", "1}"), "is impossible");
    refused(share.replace("S,", "10,").replace("P}", "11}"), "is impossible");
    refused(share.replace("S,", "10,").replace("P}", "0}"), "is impossible");
  }

  @Test
  void tooLongAndUnknownLinesAreRefused() throws IOException {
    refused(HEAD + GONE.replace("gone", "exploded"), "the event is unknown");
    refused(HEAD + " ".repeat(1_001) + "\n", "longer than 1000");
    refused(HEAD + "{\"a\":".repeat(150) + "\n", "not JSON");
    StringBuilder many = new StringBuilder(HEAD);
    for (int i = 1; i <= RecordingFormat.NODES_MAX + 1; i++) {
      many.append(GONE.replace("n1", "n" + i));
    }
    refused(many.toString(), "more than 10000 nodes");
    assertThat(HEAD.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(RecordingFormat.LINE_MAX);
  }
}
