package covey.node.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
  @TempDir private Path folder;

  @Test
  void readingReturnsWhatWasWritten() throws IOException {
    Path file = folder.resolve("a.jsonl");
    Trace written = recording("A download").noted(0.5, "seen \"so\"\n");

    TraceFile.write(file, written);

    assertThat(TraceFile.read(file)).isEqualTo(written);
  }

  @Test
  void wholeLinesOfATruncatedFileAreRead() throws IOException {
    Path file = folder.resolve("a.jsonl");
    TraceFile.write(file, recording("A download"));
    Files.writeString(file, "{\"seconds\":3.0,\"wa", StandardOpenOption.APPEND);

    assertThat(TraceFile.read(file)).isEqualTo(recording("A download"));
  }

  @Test
  void lastOfSeveralRecordingsIsRead() throws IOException {
    Path file = folder.resolve("a.jsonl");
    TraceFile.write(file, recording("A download"));
    Path other = folder.resolve("b.jsonl");
    Trace last = recording("last");
    TraceFile.write(other, last);
    Files.writeString(file, Files.readString(other), StandardOpenOption.APPEND);

    assertThat(TraceFile.read(file)).isEqualTo(last);
  }

  @Test
  void otherFilesAreRefusedInOneLine() throws IOException {
    String head = "{\"recording\":1,\"title\":\"\",\"startedAt\":\"2026-11-26T08:00:00Z\"}\n";
    refused("", "it is empty");
    refused("hello\n", "a line is not an object");
    refused("{\"a\n", "it is not JSON");
    refused("{\"seconds\":1}\n", "line 1 is not a recording: the header is missing");
    refused("{\"recording\":1,\"startedAt\":\"noon\"}\n", "startedAt is not a time");
    refused(head + "{\"se\n{}\n", "it is not JSON");
    refused(head + "{\"seconds\":-1,\"way\":\"sent\"}\n", "seconds is not a time");
    refused(head + "{\"seconds\":1,\"way\":\"up\"}\n", "way is not one of");
    refused(head + "{\"seconds\":1,\"way\":\"sent\",\"with\":1e9}\n", "with is not between");
    refused(
        head + "{\"seconds\":1,\"way\":\"sent\",\"count\":0.5}\n", "count is not a whole number");
    assertThatIOException()
        .isThrownBy(() -> TraceFile.read(folder.resolve("none")))
        .withMessageEndingWith("does not exist");
  }

  private void refused(String content, String why) throws IOException {
    Path file = folder.resolve("bad.jsonl");
    Files.writeString(file, content);
    assertThatIOException()
        .isThrownBy(() -> TraceFile.read(file))
        .withMessageContaining(why)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  private static Trace recording(String title) {
    List<Party> parties =
        List.of(
            new Party(0, "aaaaaaaaaaaa", "192.0.2.1:7410", List.of(), ""),
            new Party(1, "tttttttttttt", "192.0.2.9:7400", List.of("tracker"), ""));
    List<Event> events =
        List.of(
            new Event(0.001, 0.001, Direction.SENT, 1, "Lookup", "share mfrgg", MessageTotals.ONE),
            new Event(
                0.31, 1.2, Direction.RECEIVED, 1, "Block", "", new MessageTotals(128, 2 << 20, 0)),
            new Event(
                1.5,
                1.5,
                Direction.NOTE,
                0,
                "Note",
                "the tracker does not answer",
                MessageTotals.ONE),
            new Event(
                1.8,
                1.8,
                Direction.LOST,
                1,
                MessageKinds.DIAL,
                "connection refused",
                MessageTotals.ONE));
    return new Trace(title, "2026-11-26T08:00:00.123456Z", parties, events, 3);
  }
}
