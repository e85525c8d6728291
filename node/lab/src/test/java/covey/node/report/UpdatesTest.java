package covey.node.report;

import static org.assertj.core.api.Assertions.assertThat;

import covey.node.compare.Results;
import covey.node.compare.SkippedMode;
import covey.node.compare.UpdateResult;
import covey.node.report.Chart.Mark;
import covey.node.report.Chart.Section;
import covey.node.report.Chart.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates and skipped modes in a report. */
class UpdatesTest {
  private static final long MIB = 1 << 20;

  @TempDir Path dir;

  private static UpdateResult update(String mode, double lastSeconds) {
    boolean central = mode.equals("central");
    return new UpdateResult(
        new UpdateResult.Setup(mode, 4, 1),
        new UpdateResult.FolderChange(10 * MIB, MIB, 5, 1, 1),
        new UpdateResult.Completion(
            0.25, central ? 1.0 : 0, lastSeconds, lastSeconds, central ? 0.4 : 0.1, 4),
        new UpdateResult.Traffic(
            central ? 40 * MIB : 0, central ? 10 * MIB : 12 * MIB, central ? 0 : 28 * MIB),
        central ? 11 : 10,
        List.of());
  }

  private static Results results() {
    return with(
        List.of(update("p2p", 1.5), update("p2p", 1.7), update("p2p", 1.6), update("central", 6)),
        List.of(new SkippedMode("tracker", "no tracker <here>")));
  }

  private static Results with(List<UpdateResult> updates, List<SkippedMode> skipped) {
    Results none = SampleResults.of(List.of(SampleResults.small("p2p", 4, "", 12.0)), List.of());
    return new Results(
        none.provenance(),
        none.workload(),
        none.runs(),
        none.simulated(),
        updates,
        skipped,
        List.of());
  }

  @Test
  void verdictSaysThatEverythingIsFetchedAgain() {
    assertThat(Summary.of(results()).verdict())
        .contains(
            "When 10% of a 10.0 MiB folder changed and the folder was shared again, every node"
                + " fetched all of it again: 12.5 times the changed bytes in central and 10.0 times"
                + " the changed bytes in p2p.",
            "The last of 4 nodes had the new version after 1.60 s in p2p and 6.00 s in central; an"
                + " update took 11 commands in central and 10 commands in p2p.",
            "tracker was skipped: no tracker <here>.");
  }

  @Test
  void chartsHaveTheBoundOfTheChangedBytes() {
    List<Chart> charts =
        Page.charts(results(), RunGroups.of(results())).stream()
            .filter(chart -> chart.section() == Section.UPDATE)
            .toList();
    assertThat(charts.stream().map(Chart::title))
        .containsExactly(
            "After a change of 10%, every node fetched all of it again: 12.5 times the changed"
                + " bytes in central and 10.0 times the changed bytes in p2p",
            "After a change of 10%, the last of 4 nodes had the new version after 1.60 s in p2p and"
                + " 6.00 s in central");
    assertThat(charts.getFirst().marks())
        .containsExactly(new Mark("x", 4, "changed bytes: 4.0 MiB", "bound"));
    assertThat(charts.getFirst().series().stream().map(Series::points))
        .containsExactly(
            List.of(List.of(40.0, 0.0), List.of(0.0, 1.0)),
            List.of(List.of(10.0, 0.0), List.of(12.0, 1.0)),
            List.of(List.of(0.0, 0.0), List.of(28.0, 1.0)));
    assertThat(charts.getLast().marks().stream().map(Mark::label))
        .containsExactly("bound of central: 0.40 s", "bound of p2p: 0.10 s");
    assertThat(charts.getLast().series().getLast().points())
        .containsExactly(List.of(4.75, 0.0), List.of(1.35, 1.0));
  }

  @Test
  void rowsAreMediansOfTheUpdatesOfAMode() {
    Summary summary = Summary.ofUpdates(results());
    assertThat(summary.rows()).allSatisfy(row -> assertThat(row).hasSameSizeAs(summary.headings()));
    assertThat(summary.rows())
        .containsExactly(
            List.of(
                "central",
                "4",
                "1.0 MiB",
                "50.0 MiB",
                "12.5",
                "6.00",
                "0.25",
                "1.00",
                "0.40",
                "11",
                "4 of 4"),
            List.of(
                "p2p",
                "4",
                "1.0 MiB",
                "40.0 MiB",
                "10.0",
                "1.60",
                "0.25",
                "0.00",
                "0.10",
                "10",
                "4 of 4"));
    assertThat(Summary.ofUpdates(SampleResults.whole()).rows()).isEmpty();
  }

  @Test
  void filesHaveUpdatesAndEarlierDocumentsHaveNone() throws IOException {
    Report.write(dir, results());
    Path document = dir.resolve("results.json");
    assertThat(ResultsFile.read(document)).isEqualTo(results());
    assertThat(Files.readString(dir.resolve("index.html")))
        .contains("Updates of a changed folder")
        .contains("no tracker &lt;here&gt;");
    assertThat(Files.readAllLines(dir.resolve("updates.csv")))
        .hasSize(5)
        .first()
        .asString()
        .startsWith("mode,nodes,repeat,sizeBytes,changedBytes");

    Results before = with(List.of(), List.of());
    ResultsFile.write(document, before);
    String text = Files.readString(document);
    assertThat(text).contains(",\"updates\":[],\"skipped\":[]");
    Files.writeString(document, text.replace(",\"updates\":[],\"skipped\":[]", ""));
    assertThat(ResultsFile.read(document)).isEqualTo(before);
  }
}
