package covey.node.report;

import static covey.node.report.SampleResults.broken;
import static covey.node.report.SampleResults.small;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.node.compare.Results;
import covey.node.compare.RunResult;
import covey.node.compare.SimulatedResult;
import covey.node.report.Chart.Form;
import covey.node.report.Chart.Mark;
import covey.node.report.Chart.Series;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static Results of(RunResult... runs) {
    return SampleResults.of(List.of(runs), List.of());
  }

  private static Results growing(RunResult... more) {
    List<RunResult> runs =
        new java.util.ArrayList<>(
            List.of(
                small("p2p", 1, "", 10.0),
                small("p2p", 16, "", 11.0),
                small("central", 1, "", 10.0),
                small("central", 16, "", 159.0)));
    runs.addAll(List.of(more));
    return SampleResults.of(runs, List.of());
  }

  private static List<Chart> charts(Results results) {
    return Page.charts(results, RunGroups.of(results));
  }

  @Test
  void titlesSayHowTimesGrow() {
    assertThat(Findings.last(RunGroups.of(growing())))
        .isEqualTo("central takes 15.9 times as long for 16 nodes as for 1; p2p 1.1 times");
  }

  @Test
  void withOneNumberOfNodesTheTitleSaysTheTimes() {
    assertThat(
            Findings.last(
                RunGroups.of(of(small("central", 4, "", 40.0), small("p2p", 4, "", 12.34)))))
        .isEqualTo(
            "With 4 nodes the last node completes after 12.3 s in p2p and 40.0 s in central");
  }

  @Test
  void timesAreMediansOfRepeatsInWhichAllNodesCompleted() {
    RunGroups comparison =
        RunGroups.of(
            of(
                small("p2p", 2, "", 10.0),
                small("p2p", 2, "", 14.0),
                small("p2p", 2, "", 11.0),
                broken("p2p", 2, "", 0)));
    assertThat(comparison.groups()).hasSize(1);
    assertThat(comparison.groups().getFirst().lastSeconds()).hasValue(11.0);
    assertThat(comparison.groups().getFirst().completed()).isEqualTo("0 to 2 of 2");
  }

  @Test
  void sourcesAreParts() {
    assertThat(Findings.sources(RunGroups.of(growing())))
        .isEqualTo(
            "With 16 nodes, nodes receive from each other: nothing in central and 94% in p2p");
  }

  @Test
  void controlTrafficIsRelativeToContent() {
    RunGroups comparison = RunGroups.of(growing());
    assertThat(Findings.overhead(comparison))
        .isEqualTo(
            "With 16 nodes, in addition to the content: 0.10% of control traffic in central and"
                + " 0.10% in p2p");
    Chart chart = NodeCountCharts.overhead(comparison).orElseThrow();
    assertThat(chart.series().getFirst().points().getLast().getLast()).isEqualTo(0.1, within(1e-3));
    assertThat(chart.series().getFirst().notes())
        .containsExactly(
            "65.5 KiB, directory requests: 4, refusals: 0",
            "1.0 MiB, directory requests: 64, refusals: 0");
  }

  @Test
  void refusalsAreStatedWithTheFirstPiece() {
    assertThat(Findings.firstPiece(RunGroups.of(growing())))
        .endsWith("1.00 s in central and 1.00 s in p2p; no request was refused");
    assertThat(Findings.firstPiece(RunGroups.of(of(SampleResults.refused("central", 4, 7)))))
        .isEqualTo(
            "With 4 nodes every node has its first piece after 1.00 s in central; refusals: 7 in"
                + " central");
  }

  @Test
  void failureIsComparedWithTheSameRunWithoutIt() {
    Results results =
        growing(
            small("p2p", 16, "server@50%", 13.5),
            broken("central", 16, "server@50%", 0),
            broken("central", 1, "node@20%", 0));
    assertThat(charts(results).stream().map(Chart::title))
        .contains(
            "p2p, 16 nodes, server@50%: all 16 nodes completed, 2.50 s later than without it",
            "central, 16 nodes, server@50%: none of 16 nodes completed");
    Chart chart =
        charts(results).stream().filter(c -> c.title().startsWith("p2p, 16")).findFirst().get();
    assertThat(chart.series().stream().map(Series::name))
        .containsExactly("without failure", "server@50%");
    assertThat(chart.marks())
        .contains(new Mark("x", 5.0, "server@50%", "failure"))
        .anySatisfy(mark -> assertThat(mark.label()).isEqualTo("mean at the bound: 107.4 MB/s"));
  }

  @Test
  void throughputIsTheDifferenceOfSamples() {
    RunResult run = small("p2p", 2, "server@50%", 10.0);
    assertThat(Throughput.points(run, 10))
        .hasSize(60)
        .allSatisfy(p -> assertThat(p.getLast()).isBetween(13.42, 13.43));
  }

  @Test
  void boundsAreDrawnAndCoincidingOnesShareALabel() {
    List<Chart> charts = charts(growing());
    assertThat(charts.getFirst().series())
        .contains(
            new Series(
                "central, bound",
                "central",
                Form.BOUND,
                List.of(List.of(1.0, 10.0), List.of(16.0, 10.0))));
    assertThat(charts.get(1).marks())
        .containsExactly(new Mark("x", 10.0, "bound of central and p2p: 10.0 s", "bound"));
  }

  @Test
  void completionGoesUpNodeByNode() {
    assertThat(charts(of(small("p2p", 2, "", 10.0))).get(1).series().getFirst().points())
        .containsExactly(
            List.of(0.0, 0.0), List.of(10.0, 1.0), List.of(10.0, 2.0), List.of(10.3, 2.0));
  }

  private static SimulatedResult flashCrowd(
      String mode, String model, int nodes, double seconds, double boundSeconds) {
    SimulatedResult.Prediction predicted = new SimulatedResult.Prediction(seconds, boundSeconds, 5);
    return new SimulatedResult(mode, model, "flash crowd", nodes, predicted);
  }

  @Test
  void predictionsAreDrawnBesideMeasurements() {
    Results results =
        SampleResults.of(
            List.of(small("p2p", 4, "", 11.0)),
            List.of(
                flashCrowd("p2p", "simulator", 1000, 12.0, 11.0),
                flashCrowd("p2p", "fluid", 1000, 11.5, 11.0),
                flashCrowd("central", "fluid", 1000, 9000, 9000),
                flashCrowd("central", "fluid", 0, 0, 0)));
    Chart chart = charts(results).getLast();
    assertThat(chart.title())
        .isEqualTo(
            "Flash crowd, 1000 nodes, computed: all complete after 11.5 s in p2p (fluid), 12.0 s in"
                + " p2p (simulator) and 2.5 h in central");
    assertThat(chart.x().scale()).isEqualTo("log");
    assertThat(chart.series().stream().map(s -> s.name() + " " + s.form()))
        .containsExactly(
            "central, fluid MODELLED",
            "central, bound BOUND",
            "p2p, simulator SIMULATED",
            "p2p, fluid MODELLED",
            "p2p, bound BOUND",
            "p2p, measured POINT");
  }

  @Test
  void nothingMeasuredIsNoChart() {
    assertThat(charts(of())).isEmpty();
  }
}
