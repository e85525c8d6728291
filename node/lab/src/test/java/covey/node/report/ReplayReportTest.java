package covey.node.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.node.compare.LinkRates;
import covey.node.compare.ReplayResult;
import covey.node.compare.ReplayResult.Outage;
import covey.node.compare.ReplayResult.ReplayedDownload;
import covey.node.compare.ReplayResult.ReplayedMode;
import covey.node.compare.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayReportTest {
  private static final Outage OUTAGE = new Outage(12, 22.0);

  @TempDir private Path dir;

  private static ReplayedMode mode(String mode, String method, int delayed, double last) {
    boolean recorded = method.equals("recorded");
    Double ofRecorded = mode.equals("tracker") && !recorded ? 0.96 : null;
    List<ReplayedDownload> each =
        List.of(
            new ReplayedDownload("n2", "s1", 10, 0.1, 4.0, recorded ? null : 0.0),
            new ReplayedDownload("n3", "s1", 14, 8.0, last, recorded ? null : 9.8));
    double delay = delayed == 0 ? 0 : 9.8;
    return new ReplayedMode(
        mode,
        method,
        new ReplayResult.Completion(2, 2, last, (4 + last) / 2, 8.0),
        new ReplayResult.Delays(delayed, delay),
        new ReplayResult.Agreement(ofRecorded, ofRecorded),
        each);
  }

  private static Results results(List<Outage> outages) {
    ReplayResult replayed =
        new ReplayResult(
            new ReplayResult.RecordedDeployment(
                "2026-11-26T04:00:00Z", 60, 1, 3, 1, 8 << 20, outages),
            List.of("Uplinks: 3 as limited."),
            List.of(
                mode("tracker", "recorded", 0, 12.5),
                mode("tracker", "simulator", 1, 12.0),
                mode("p2p", "simulator", 0, 3.0)));
    return Results.ofReplay(
        new Results.Provenance(
            "covey compare --replay x", "0.1.0", "2 cores", "2026-11-26T05:00:00Z", true),
        new LinkRates(0, 0, 0, 0),
        replayed);
  }

  @Test
  void verdictSaysWhichDownloadsTheOutageDelayedInEachMode() {
    assertThat(Summary.of(results(List.of(OUTAGE))).verdict())
        .containsExactly(
            "In tracker mode, as recorded, the tracker's outage of 10.0 s delayed 1 of 2 downloads"
                + " by up to 9.80 s; in p2p it would have delayed none.",
            "Mean and longest download time: 8.25 s and 12.5 s as recorded (tracker); by"
                + " simulation 8.00 s and 12.0 s in tracker and 3.50 s and 3.00 s in p2p.",
            "In the recorded mode, simulated tracker times deviate from the recorded ones by -4%"
                + " on average and by -4% for the longest download; recorded times are up to 1.00 s"
                + " too late.",
            "Uplinks: 3 as limited.");
  }

  @Test
  void severalOutagesAreSummedAndNoOutageIsStated() {
    List<Outage> two = List.of(OUTAGE, new Outage(50, null));
    assertThat(Summary.of(results(two)).verdict().getFirst())
        .startsWith("In tracker mode, as recorded, the tracker's 2 outages of more than 20.0 s in");
    assertThat(Summary.of(results(List.of())).verdict().getFirst())
        .isEqualTo("No outage of a tracker was recorded.");
  }

  @Test
  void tableHasARowForEachMode() {
    Summary summary = Summary.of(results(List.of(OUTAGE)));
    assertThat(summary.rows()).allSatisfy(row -> assertThat(row).hasSameSizeAs(summary.headings()));
    assertThat(summary.rows())
        .contains(
            List.of("p2p", "simulator", "2", "2", "3.00", "3.50", "8.00", "0", "0.00", "-"),
            List.of("tracker", "simulator", "2", "2", "12.0", "8.00", "8.00", "1", "9.80", "-4%"));
    assertThat(summary.rows().getFirst().getFirst()).isEqualTo("tracker, as recorded");
  }

  @Test
  void pageHasAChartAndTablesAndTheDocumentIsReadAgain() throws IOException {
    Results results = results(List.of(OUTAGE));
    Report.write(dir, results);
    assertThat(ResultsFile.read(dir.resolve("results.json"))).isEqualTo(results);
    assertThat(Files.readString(dir.resolve("results.json"))).contains("\"replayed\":[{");
    String page = Files.readString(dir.resolve("index.html"));
    assertThat(page.split("<figure>", -1)).hasSize(2);
    assertThat(page)
        .contains("The recording, in other modes", "tracker away", "<td>n3</td>")
        .contains("The mean download time was 8.25 s as recorded (tracker), 8.00 s in tracker and")
        .contains("2 downloads of 1 share (8.0 MiB) by 3 nodes")
        .contains("<section hidden>\n<h2>All runs")
        .doesNotContain("No runs were made", "{{withoutruns");
  }

  @Test
  void earlierResultsHaveNothingReplayed() throws IOException {
    Path file = dir.resolve("results.json");
    ResultsFile.write(file, SampleResults.of(List.of(), List.of()));
    String text = Files.readString(file);
    Files.writeString(file, text.replace(",\"replayed\":[]", ""));
    assertThat(Files.readString(file)).isNotEqualTo(text);
    assertThat(ResultsFile.read(file).replayed()).isEmpty();
    Files.writeString(file, text.replace("\"replayed\":[]", "\"replayed\":[{}]"));
    assertThatThrownBy(() -> ResultsFile.read(file))
        .hasMessageContaining("replayed[0].recordedAt is missing");
  }
}
