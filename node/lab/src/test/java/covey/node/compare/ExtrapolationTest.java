package covey.node.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtrapolationTest {
  private static final long SIZE = 2 << 20;
  private static final LinkRates LINKS = new LinkRates(2_500_000, 2_500_000, 0, 0);

  @Test
  void fewNodesAreSimulatedAndManyFollowTheFluidModel() throws InterruptedException {
    List<String> told = new ArrayList<>();
    List<SimulatedResult> all =
        Extrapolation.of(
            List.of(1_000_000, 4),
            SIZE,
            LINKS,
            (nodes, arrival, method) -> told.add(nodes + " " + arrival + " " + method));
    assertThat(all).hasSize(3 * 3 * 2);
    assertThat(told)
        .containsExactly(
            "4 flash crowd simulator",
            "1000000 flash crowd fluid",
            "4 steady simulator",
            "1000000 steady fluid",
            "4 churn simulator",
            "1000000 churn fluid");
    assertThat(all)
        .allSatisfy(
            one -> {
              assertThat(one.seconds()).isFinite().isGreaterThanOrEqualTo(one.boundSeconds());
              assertThat(one.prediction().serverBytes()).isGreaterThanOrEqualTo(SIZE);
            });
    assertThat(all.stream().filter(one -> one.mode().equals("central")))
        .allMatch(one -> one.method().equals("fluid"));
  }

  @Test
  void centralGrowsWithTheNodesAndSwarmHardlyDoes() throws InterruptedException {
    List<SimulatedResult> all =
        Extrapolation.of(List.of(4, 1_000_000), SIZE, LINKS, (_, _, _) -> {});
    assertThat(of(all, "central", 1_000_000))
        .isEqualTo(1_000_000.0 * SIZE / LINKS.upBytesPerSecond(), within(1e-3));
    assertThat(of(all, "p2p", 1_000_000)).isLessThan(4 * of(all, "p2p", 4));
    assertThat(of(all, "tracker", 4)).isEqualTo(of(all, "p2p", 4));
  }

  @Test
  void nodesTakeUnequalUplinksInTurn() {
    LinkRates links = LINKS.withUps(List.of(1_000_000L, 4_000_000L));
    CrowdModel crowd = new CrowdModel(5, SIZE, links);
    assertThat(crowd.flash().nodes().stream().skip(1).map(node -> node.links().upBytesPerSecond()))
        .containsExactly(1e6, 4e6, 1e6, 4e6, 1e6);
    double bound = 5.0 * SIZE / (2_500_000 + 11_000_000);
    bound = Math.max(bound, SIZE / 2.5e6);
    assertThat(crowd.model().swarmBoundSeconds(5)).isEqualTo(bound, within(1e-9));
    assertThat(crowd.flash().boundSeconds())
        .isEqualTo(crowd.model().swarmBoundSeconds(5), within(1e-6));
    assertThat(ArrivalPattern.FLASH.simulated(crowd).seconds()).isBetween(bound, 1.6 * bound);
  }

  @Test
  void largeSharesAreSimulatedAsSmallerOnes() {
    CrowdModel crowd = new CrowdModel(5_000, 64L << 30, LINKS);
    assertThat(crowd.simulatedModel().pieces()).isLessThanOrEqualTo(256);
    assertThat(crowd.simulatedModel().fileBytes()).isEqualTo(16L << 20);
    assertThat(new CrowdModel(4, SIZE, LINKS).simulatedModel())
        .isEqualTo(new CrowdModel(4, SIZE, LINKS).model());
  }

  @Test
  void interruptEndsTheComputation() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Extrapolation.of(List.of(2), SIZE, LINKS, (_, _, _) -> {}))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void argumentsOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Extrapolation.of(List.of(0), SIZE, LINKS, (_, _, _) -> {}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Extrapolation.of(List.of(1_000_001), SIZE, LINKS, (_, _, _) -> {}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Extrapolation.of(List.of(1), 0, LINKS, (_, _, _) -> {}));
  }

  private static double of(List<SimulatedResult> all, String mode, int nodes) {
    return all.stream()
        .filter(one -> one.arrival().equals("flash crowd"))
        .filter(one -> one.mode().equals(mode) && one.nodes() == nodes)
        .findFirst()
        .orElseThrow()
        .seconds();
  }
}
