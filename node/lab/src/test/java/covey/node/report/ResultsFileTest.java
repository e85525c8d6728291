package covey.node.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import covey.node.compare.ReplayResult;
import covey.node.compare.Results;
import covey.node.compare.RunResult;
import covey.node.compare.SimulatedResult;
import covey.node.compare.UpdateResult;
import covey.node.runtime.FlatJson;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {
  private static final String RUN_KEYS =
      "mode nodes repeat failure failedAtSeconds lastSeconds meanSeconds firstByteSeconds"
          + " boundSeconds completed serverBytes publisherBytes peerBytes seedCopies duplicateBytes"
          + " rejectedBytes longestGapSeconds cpuSeconds memoryBytes controlBytes"
          + " directoryRequests refusals";

  @TempDir Path dir;
  private Path file;
  private String good;

  @BeforeEach
  void writeOne() throws IOException {
    file = dir.resolve("results.json");
    ResultsFile.write(
        file, SampleResults.of(List.of(SampleResults.broken("p2p", 2, "a@1%", 1)), List.of()));
    good = Files.readString(file);
  }

  @Test
  void readingReturnsWhatWasWritten() throws IOException {
    Results results = SampleResults.whole();
    ResultsFile.write(file, results);
    assertThat(ResultsFile.read(file)).isEqualTo(results);
    try (var files = Files.list(dir)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void otherDocumentsAreRefusedInOneLine() throws IOException {
    refused("", "it is empty");
    refused("{", "it is not JSON");
    refused("covey", "it is not JSON");
    refused("{} {}", "it is not JSON");
    refused("null", "the document is missing");
    refused("[]", "the document is not an object");
    refused("{}", "command is missing");
    refused(without("\"complete\":true,"), "complete is missing");
    refused(good.replace("\"complete\":true", "\"complete\":1"), "complete is not true or false");
    refused(without("\"mode\":\"p2p\","), "runs[0].mode is missing");
  }

  @Test
  void invalidListsAreRefused() throws IOException {
    refused(good.replace("\"runs\":[", "\"runs\":null,\"x\":["), "runs is missing");
    refused(good.replace("\"runs\":[", "\"runs\":[null,"), "runs[0] is missing");
    refused(good.replace("\"runs\":[", "\"runs\":[7,"), "runs[0] is not an object");
    refused(good.replace("\"each\":[", "\"each\":null,\"x\":["), "runs[0].each is missing");
    refused(
        good.replace("\"progress\":[", "\"progress\":{},\"x\":["),
        "runs[0].progress is not a list");
    refused(good.replace("\"simulated\":[]", "\"simulated\":null"), "simulated is missing");
  }

  @Test
  void invalidFiguresAreRefused() throws IOException {
    for (String nodes : List.of("2.5", "\"2\"", "-2", "1e99999", "true")) {
      refused(
          good.replace("\"nodes\":2", "\"nodes\":" + nodes), "runs[0].nodes is not a whole number");
    }
    for (String at : List.of("[]", "1e999", "-1")) {
      refused(
          good.replace("\"failedAtSeconds\":5.0", "\"failedAtSeconds\":" + at),
          "runs[0].failedAtSeconds is not a number");
    }
  }

  private void refused(String text, String why) throws IOException {
    assertThat(text).isNotEqualTo(good);
    Files.writeString(file, text);
    assertThatThrownBy(() -> ResultsFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " is not a results.json: ")
        .hasMessageContaining(why)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void documentHasExactlyTheseKeys() {
    JsonObject document = JsonParser.parseString(good).getAsJsonObject();
    assertThat(document.keySet())
        .containsExactly(
            ("command version machine startedAt complete links sizeBytes runs simulated updates"
                    + " skipped replayed")
                .split(" "));
    JsonObject run = document.getAsJsonArray("runs").get(0).getAsJsonObject();
    assertThat(run.keySet()).containsExactly((RUN_KEYS + " each progress").split(" "));
    assertThat(Csv.of(RunResult.class, List.of())).isEqualTo(RUN_KEYS.replace(' ', ',') + "\r\n");
  }

  @Test
  void otherRecordsHaveExactlyTheseKeys() {
    assertThat(keys(UpdateResult.class))
        .isEqualTo(
            "mode nodes repeat sizeBytes changedBytes changedFiles addedFiles removedFiles"
                + " hashSeconds originSeconds lastSeconds meanSeconds boundSeconds completed"
                + " serverBytes publisherBytes peerBytes steps each");
    assertThat(keys(SimulatedResult.class))
        .isEqualTo(
            "mode method arrival nodes seconds boundSeconds serverBytes calibratedSeconds"
                + " errorPart");
    assertThat(keys(ReplayResult.class))
        .isEqualTo(
            "recordedAt recordedSeconds everySeconds nodes shares sizeBytes outages notes modes");
    assertThat(keys(ReplayResult.ReplayedMode.class))
        .isEqualTo(
            "mode method downloads completed lastSeconds meanSeconds longestWaitSeconds delayed"
                + " longestDelaySeconds lastOfRecorded meanOfRecorded each");
  }

  private static String keys(Class<? extends Record> type) {
    return FlatJson.keys(type).map(RecordComponent::getName).collect(Collectors.joining(" "));
  }

  private String without(String text) {
    assertThat(good).contains(text);
    return good.replace(text, "");
  }

  @Test
  void missingFileOrBinaryIsAnIoException() throws IOException {
    assertThatThrownBy(() -> ResultsFile.read(dir.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessage(dir.resolve("none") + " does not exist");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> ResultsFile.read(file)).hasMessageEndingWith("it is not UTF-8");
  }

  @Test
  void resultsWithoutDifferentUplinksAreRead() throws IOException {
    Files.writeString(file, without(",\"upsBytesPerSecond\":[]"));
    assertThat(ResultsFile.read(file).links()).isEqualTo(SampleResults.LINKS);
    refused(
        good.replace("\"upsBytesPerSecond\":[]", "\"upsBytesPerSecond\":[1.5]"), "whole number");
    refused(
        good.replace("\"upsBytesPerSecond\":[]", "\"upsBytesPerSecond\":[null]"), "[0] is missing");
  }

  @Test
  void unknownKeysAndMissingTimesAreAccepted() throws IOException {
    Results before = ResultsFile.read(file);
    Files.writeString(
        file,
        without("\"lastSeconds\":null,").replace("{\"command\"", "{\"later\":[1],\"command\""));
    assertThat(ResultsFile.read(file)).isEqualTo(before);
  }

  @Test
  void infiniteFigureIsRefusedAndTheOldFileStays() throws IOException {
    RunResult endless = SampleResults.small("p2p", 1, "", Double.POSITIVE_INFINITY);
    assertThatThrownBy(() -> ResultsFile.write(file, SampleResults.of(List.of(endless), List.of())))
        .isInstanceOf(IOException.class);
    assertThat(Files.readString(file)).isEqualTo(good);
  }
}
