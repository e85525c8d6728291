package covey.node.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import covey.node.theory.Bounds.Uplinks;
import covey.node.theory.SteadySwarm.Arrivals;
import org.junit.jupiter.api.Test;

class SteadySwarmTest {
  private static final int MANY = 200_000;
  private static final double NEVER = 0;
  private static final double AT_ONCE = Double.POSITIVE_INFINITY;

  /** A peer sends a file in 100 s, receives one in 10 s; the seed next to nothing; eta is 1. */
  private static SteadySwarm swarm(double come, double leave) {
    FluidModel model =
        new FluidModel(1_000_000_000, 1_000_000_000, new Uplinks(1e-3, 10_000_000), 100_000_000);
    return new SteadySwarm(model, new Arrivals(come, leave));
  }

  @Test
  void withoutSeedsUplinksAreTheLimit() {
    assertThat(swarm(1, AT_ONCE).meanSeconds(MANY)).isEqualTo(100, within(0.5));
  }

  @Test
  void seedsThatStayTakeOffWhatTheySend() {
    // T = (1/eta)·(1/mu - 1/gamma), Qiu and Srikant's formula without aborts
    assertThat(swarm(1, 1 / 50.0).meanSeconds(MANY)).isEqualTo(50, within(0.5));
    assertThat(swarm(7, 1 / 50.0).meanSeconds(MANY)).isEqualTo(50, within(0.5));
  }

  @Test
  void withEnoughSeedsDownlinksAreTheLimit() {
    assertThat(swarm(1, 1 / 200.0).meanSeconds(MANY)).isEqualTo(10, within(0.5));
    assertThat(swarm(1, NEVER).meanSeconds(MANY)).isEqualTo(10, within(0.5));
  }

  @Test
  void invalidValuesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> swarm(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> swarm(1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> swarm(1, Double.NaN));
  }
}
