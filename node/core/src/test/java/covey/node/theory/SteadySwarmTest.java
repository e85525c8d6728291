package covey.node.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import covey.node.theory.Bounds.Uplinks;
import covey.node.theory.SteadySwarm.Arrivals;
import covey.node.theory.SteadySwarm.Population;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SteadySwarmTest {
  private static final double NEVER = 0;
  private static final double AT_ONCE = Double.POSITIVE_INFINITY;

  /** A peer sends a file in 100 s, receives one in 10 s; the seed next to nothing; eta is 1. */
  private static SteadySwarm swarm(double come, double abort, double leave) {
    FluidModel model =
        new FluidModel(1_000_000_000, 1_000_000_000, new Uplinks(1e-3, 10_000_000), 100_000_000);
    return new SteadySwarm(model, new Arrivals(come, abort, leave));
  }

  @Test
  void withoutSeedsUplinksAreTheLimit() {
    assertThat(swarm(1, 0, AT_ONCE).meanSeconds()).isEqualTo(100, within(0.1));
  }

  @Test
  void seedsThatStayTakeOffWhatTheySend() {
    // T = (1/eta)·(1/mu - 1/gamma), Qiu and Srikant's formula for theta = 0
    assertThat(swarm(1, 0, 1 / 50.0).meanSeconds()).isEqualTo(50, within(0.1));
    assertThat(swarm(7, 0, 1 / 50.0).meanSeconds()).isEqualTo(50, within(0.1));
  }

  @Test
  void withEnoughSeedsDownlinksAreTheLimit() {
    assertThat(swarm(1, 0, 1 / 200.0).meanSeconds()).isEqualTo(10, within(0.1));
    assertThat(swarm(1, 0, NEVER).meanSeconds()).isEqualTo(10, within(0.1));
    assertThat(swarm(1, 0, NEVER).steady().serving()).isInfinite();
  }

  @Test
  void abortsMakeItShorter() {
    SteadySwarm swarm = swarm(1, 0.01, 1 / 50.0);
    assertThat(swarm.meanSeconds()).isLessThan(swarm(1, 0, 1 / 50.0).meanSeconds());
  }

  @Test
  void theEquationsTendToTheSteadyState() {
    SteadySwarm swarm = swarm(1, 0.002, 1 / 50.0);
    Population late = swarm.at(10_000);
    Population steady = swarm.steady();
    assertThat(late.downloading()).isCloseTo(steady.downloading(), Percentage.withPercentage(1));
    assertThat(late.serving()).isCloseTo(steady.serving(), Percentage.withPercentage(1));
    assertThat(swarm.at(0)).isEqualTo(new Population(0, 0));
  }

  @Test
  void aLongStreamComesToTheSteadyMean() {
    SteadySwarm swarm = swarm(1, 0, 1 / 50.0);
    assertThat(swarm.meanSeconds(200_000)).isEqualTo(50, within(0.5));
  }

  @Test
  void aSeedAloneFallsBehindAsAServerDoes() {
    FluidModel model = new FluidModel(1000, 10, new Uplinks(100, 0), 0);
    assertThat(new SteadySwarm(model, new Arrivals(0.2, 0, AT_ONCE)).meanSeconds()).isInfinite();
    assertThat(new SteadySwarm(model, new Arrivals(0.05, 0, AT_ONCE)).meanSeconds()).isZero();
  }

  @Test
  void invalidValuesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> swarm(0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> swarm(1, -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> swarm(1, 0, Double.NaN));
  }
}
