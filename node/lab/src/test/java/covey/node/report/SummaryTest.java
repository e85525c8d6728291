package covey.node.report;

import static covey.node.report.SampleResults.broken;
import static covey.node.report.SampleResults.small;
import static org.assertj.core.api.Assertions.assertThat;

import covey.node.compare.Results;
import covey.node.compare.RunResult;
import covey.node.compare.SimulatedResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static List<String> verdict(RunResult... runs) {
    return Summary.of(SampleResults.of(List.of(runs), List.of())).verdict();
  }

  @Test
  void verdictNamesTheFastestModeTheSourcesAndTheRatioToTheBound() {
    assertThat(
            verdict(
                small("central", 1, "", 10.2),
                small("p2p", 1, "", 10.1),
                small("central", 16, "", 159.0),
                small("p2p", 16, "", 11.0)))
        .containsExactly(
            "When 16 nodes fetch 64.0 MiB, p2p is fastest: the last node completes after"
                + " 11.0 s in p2p; central takes 159 s (14.5 times as long).",
            "With 1 node all modes are equally fast.",
            "In central the server sent 1.0 GiB, 100% of the content received; in p2p the"
                + " publisher 64.0 MiB, 6%. Nodes received the rest from each other.",
            "Compared with the theoretical minimum for these links, the last node took 15.9 times"
                + " as long in central and 1.10 times as long in p2p.");
  }

  @Test
  void verdictNamesTheEffectOfAFailure() {
    assertThat(
            verdict(
                small("central", 4, "", 40.0),
                broken("central", 4, "server@50%", 1),
                small("p2p", 4, "", 11.0),
                small("p2p", 4, "server@50%", 11.1)))
        .contains(
            "Failure server@50%: in central only 1 of 4 nodes completed; in p2p all 4 nodes"
                + " completed as fast as without it.");
  }

  @Test
  void ratiosNearOneAreNotDueToTheProgram() {
    assertThat(verdict(small("central", 1, "", 10.2), small("p2p", 1, "", 10.1)).getLast())
        .endsWith("so the difference is due to the way of distributing, not to the program.");
  }

  @Test
  void ratioBelowOneIsExplained() {
    assertThat(verdict(small("p2p", 1, "", 5.0)).getLast())
        .endsWith("Less than 1 means that the links were faster than the bound assumes.");
  }

  @Test
  void singleModeIsNotCalledFastest() {
    assertThat(verdict(small("p2p", 1, "", 10.1)).getFirst())
        .isEqualTo("When one node fetches 64.0 MiB, the last node completes after 10.1 s in p2p.");
  }

  @Test
  void withoutACompletedRunThereIsNoFastestMode() {
    assertThat(verdict()).hasSize(1).first().asString().contains("there is no fastest mode");
    assertThat(verdict(broken("p2p", 4, "", 0)).getFirst()).startsWith("No run without");
  }

  @Test
  void verdictSaysThatAComparisonEndedEarly() {
    Results whole = SampleResults.whole();
    Results ended =
        new Results(
            new Results.Provenance(
                "covey compare", "0.1.0", "2 cores", "2026-11-26T04:00:00Z", false),
            whole.workload(),
            whole.runs(),
            whole.simulated(),
            List.of(),
            List.of(),
            List.of());
    assertThat(Summary.of(ended).verdict().getLast())
        .isEqualTo("The comparison ended before all runs were made.");
    assertThat(Summary.of(whole).verdict()).hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void calibratedPredictionsStateTheirError() {
    SimulatedResult eight =
        new SimulatedResult(
            "p2p",
            "simulator",
            "flash crowd",
            8,
            new SimulatedResult.Prediction(11, 10, 5),
            new SimulatedResult.Correction(11.55, 0.04));
    Results results = SampleResults.of(List.of(small("p2p", 8, "", 11.44)), List.of(eight));
    assertThat(Summary.of(results).verdict())
        .contains(
            "Simulated compared with measured: p2p with 8 nodes -4% (11.0 s, measured 11.4 s).",
            "Predictions for other numbers of nodes are multiplied by the ratio of measured to"
                + " predicted time of 8 or 16 nodes: p2p 1.05 with an error of 4%.");
    assertThat(Findings.theory("flash crowd", List.of(eight)))
        .isEqualTo("Flash crowd, 8 nodes, computed: all complete after 11.6 s ± 4% in p2p");
    assertThat(TheoryCharts.of(RunGroups.of(results), List.of(eight)).getFirst().series())
        .anySatisfy(
            series -> {
              assertThat(series.form()).isEqualTo(Chart.Form.FAINT);
              assertThat(series.points())
                  .containsExactly(List.of(8.0, 11.55 * 1.04), List.of(8.0, 11.55 / 1.04));
            });
  }

  @Test
  void eachGroupIsARow() {
    Summary summary = Summary.of(SampleResults.whole());
    assertThat(summary.rows()).hasSize(17);
    assertThat(summary.rows()).allSatisfy(row -> assertThat(row).hasSameSizeAs(summary.headings()));
    assertThat(
            Summary.of(SampleResults.of(List.of(broken("central", 4, "server@50%", 1)), List.of()))
                .rows())
        .containsExactly(
            List.of(
                "central",
                "4",
                "-",
                "10.0",
                "-",
                "256.0 MiB",
                "0 B",
                "0 B",
                "1.00",
                "1 of 4",
                "server@50%"));
  }
}
