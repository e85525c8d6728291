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
  void theVerdictSaysWhoIsFastestWhoSentAndHowNearToTheBound() {
    assertThat(
            verdict(
                small("central", 1, "", 10.2),
                small("p2p", 1, "", 10.1),
                small("central", 16, "", 159.0),
                small("p2p", 16, "", 11.0)))
        .containsExactly(
            "When 16 nodes at once fetch 64.0 MiB, p2p is fastest: the last has everything after"
                + " 11.0 s in p2p; central takes 159 s (14.5 times as long).",
            "With 1 node the modes are alike.",
            "In central the server had to send 1.0 GiB, 100% of what was received; in p2p the"
                + " publisher 64.0 MiB, 6%. The rest nodes gave each other.",
            "Compared with the shortest time that theory allows with these links: central 15.9"
                + " times and p2p 1.10 times as long.");
  }

  @Test
  void theVerdictSaysWhatAFailureStopped() {
    assertThat(
            verdict(
                small("central", 4, "", 40.0),
                broken("central", 4, "server@50%", 1),
                small("p2p", 4, "", 11.0),
                small("p2p", 4, "server@50%", 11.1)))
        .contains(
            "With the failure server@50%: in central only 1 of 4 nodes completed; in p2p all 4"
                + " nodes completed as soon as without.");
  }

  @Test
  void whatIsNearToEveryBoundIsNotTheProgramsFault() {
    assertThat(verdict(small("central", 1, "", 10.2), small("p2p", 1, "", 10.1)).getLast())
        .endsWith("so the difference lies in the way of distributing, not in the program.");
  }

  @Test
  void aBeatenBoundIsExplained() {
    assertThat(verdict(small("p2p", 1, "", 5.0)).getLast())
        .endsWith("Less than 1 means that the links were faster than the bound reckons with.");
  }

  @Test
  void aModeAloneIsNotCalledFastest() {
    assertThat(verdict(small("p2p", 1, "", 10.1)).getFirst())
        .isEqualTo("When one node fetches 64.0 MiB, the last has everything after 10.1 s in p2p.");
  }

  @Test
  void withoutACompletedRunThereIsNoFastest() {
    assertThat(verdict()).hasSize(1).first().asString().contains("no mode can be called fastest");
    assertThat(verdict(broken("p2p", 4, "", 0)).getFirst()).startsWith("No run without");
  }

  @Test
  void whatWasEndedEarlySaysSo() {
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
        .isEqualTo("The comparison was ended before all its runs were done.");
    assertThat(Summary.of(whole).verdict()).hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void whatWasHeldAgainstRealRunsSaysHowFarItWasOff() {
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
            "Simulated against measured: p2p with 8 nodes -4% (11.0 s, measured 11.4 s).",
            "Figures for other numbers of nodes are what was computed times what 8 or 16 nodes"
                + " really took over what was computed of them: p2p 1.05 with an error of 4%.");
    assertThat(Findings.theory("flash crowd", List.of(eight)))
        .isEqualTo("Flash crowd, 8 nodes, computed: all done after 11.6 s ± 4% in p2p");
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
