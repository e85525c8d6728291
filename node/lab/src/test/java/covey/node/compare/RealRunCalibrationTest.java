package covey.node.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RealRunCalibrationTest {
  private static final long SIZE = 2 << 20;
  private static final LinkRates LINKS = new LinkRates(2_500_000, 2_500_000, 0, 0);
  private static final SimulatedResult MANY =
      new SimulatedResult(
          "p2p", "fluid", "flash crowd", 100_000, new SimulatedResult.Prediction(10, 8, SIZE));

  @Test
  void predictionsAreMultipliedByMeasuredOverPredictedTime() {
    List<RunResult> runs =
        List.of(
            run("p2p", 8, "", 1.1 * predicted(8)),
            run("p2p", 8, "", 1.3 * predicted(8)),
            run("p2p", 8, "", 1.0 * predicted(8)),
            run("p2p", 8, "server@50%", 9 * predicted(8)),
            run("p2p", 4, "", 9 * predicted(8)),
            run("p2p", 16, "", 1.2 * predicted(16)));
    SimulatedResult central =
        new SimulatedResult(
            "central",
            "fluid",
            "flash crowd",
            100_000,
            new SimulatedResult.Prediction(10, 8, SIZE));
    List<SimulatedResult> all =
        RealRunCalibration.calibrate(List.of(MANY, central), runs, SIZE, LINKS);
    assertThat(all.getFirst().expectedSeconds()).isEqualTo(11.5, within(1e-9));
    assertThat(all.getFirst().seconds()).isEqualTo(10);
    assertThat(all.getFirst().errorPart()).isEqualTo(1.2 / 1.1 - 1, within(1e-9));
    assertThat(all.getLast()).isEqualTo(central);
  }

  @Test
  void withOneNumberOfNodesTheErrorIsItsDeviation() {
    List<RunResult> runs = List.of(run("p2p", 16, "", 0.9 * predicted(16)));
    SimulatedResult one = RealRunCalibration.calibrate(List.of(MANY), runs, SIZE, LINKS).getFirst();
    assertThat(one.expectedSeconds()).isEqualTo(9, within(1e-9));
    assertThat(one.errorPart()).isEqualTo(0.1, within(1e-9));
  }

  @Test
  void expectedTimeIsNeverBelowTheBoundAndNoRunsChangeNothing() {
    List<RunResult> runs = List.of(run("p2p", 8, "", 0.5 * predicted(8)));
    assertThat(
            RealRunCalibration.calibrate(List.of(MANY), runs, SIZE, LINKS)
                .getFirst()
                .expectedSeconds())
        .isEqualTo(8);
    assertThat(RealRunCalibration.calibrate(List.of(MANY), List.of(), SIZE, LINKS))
        .containsExactly(MANY);
  }

  private static double predicted(int nodes) {
    return ArrivalPattern.FLASH.simulated(new CrowdModel(nodes, SIZE, LINKS)).seconds();
  }

  private static RunResult run(String mode, int nodes, String failure, double seconds) {
    return new RunResult(
        new RunResult.Setup(mode, nodes, 1, failure, null),
        new RunResult.Completion(seconds, seconds, null, 0, nodes),
        new RunResult.Traffic(0, 0, 0, 0, 0, 0),
        0,
        new RunResult.Cost(null, null, null, null, null),
        List.of(),
        List.of());
  }
}
