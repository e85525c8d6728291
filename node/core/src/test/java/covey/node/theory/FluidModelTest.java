package covey.node.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import covey.node.theory.Bounds.Uplinks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FluidModelTest {
  private static final long FILE = 1_000_000;
  private static final int PIECES = 100;

  private static FluidModel model(double seed, double peer, double down) {
    return new FluidModel(FILE, PIECES, new Uplinks(seed, peer), down);
  }

  @Test
  void oneNodeTakesTheSameEitherWay() {
    FluidModel model = model(1000, 1000, 0);
    assertThat(model.swarmSeconds(1)).isEqualTo(1000);
    assertThat(model.centralSeconds(1)).isEqualTo(1000);
    assertThat(model.seedBytes(1)).isEqualTo(FILE);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 1000, 1_000_000})
  void equalUplinksGiveTheClosedForm(int nodes) {
    double hops = Math.floor(Math.log(nodes) / Math.log(2) + 1e-12);
    assertThat(model(1000, 1000, 0).swarmSeconds(nodes))
        .isEqualTo(1000 * (1 + hops / PIECES), within(1e-6));
  }

  @Test
  void manyNodesTendToOneFileAtAPeersRate() {
    FluidModel fine = new FluidModel(FILE, 1_000_000, new Uplinks(4000, 1000), 0);
    assertThat(fine.swarmSeconds(1_000_000)).isEqualTo(1000, within(0.1));
    assertThat(fine.seedBytes(1_000_000)).isEqualTo(4.0 * FILE, within(100.0));
  }

  @Test
  void theSeedsOwnRateIsTheLimitIfItIsSlower() {
    assertThat(model(10, 1000, 0).swarmBoundSeconds(1_000_000)).isEqualTo(100_000);
    assertThat(model(10, 1000, 0).seedBytes(1_000_000)).isEqualTo(FILE);
  }

  @Test
  void aSwarmIsNeverSlowerThanTheSeedAlone() {
    FluidModel fast = model(1e9, 10, 0);
    assertThat(fast.swarmSeconds(8)).isEqualTo(fast.centralSeconds(8), within(1e-6));
    FluidModel silent = model(1000, 0, 0);
    assertThat(silent.swarmSeconds(8)).isEqualTo(8000);
    assertThat(silent.hops(8)).isZero();
    assertThat(model(1000, 1, 0).swarmSeconds(8)).isLessThanOrEqualTo(8000);
  }

  @Test
  void downlinksHoldAllModesBack() {
    FluidModel narrow = model(1e6, 1e6, 100);
    assertThat(narrow.centralSeconds(4)).isEqualTo(10_000);
    assertThat(narrow.swarmBoundSeconds(4)).isEqualTo(10_000);
  }

  @Test
  void nodesThatGiveUpCostWhatTheyHad() {
    FluidModel model = model(1000, 1000, 0);
    double calm = model.swarmSeconds(100);
    double bound = model.swarmBoundSeconds(100);
    assertThat(model.churnSeconds(100, 0)).isEqualTo(calm);
    assertThat(model.churnSeconds(100, 0.1 / bound)).isGreaterThan(calm);
    assertThat(model.churnSeconds(100, 3 / bound)).isInfinite();
    assertThat(model.centralChurnSeconds(100, 0)).isEqualTo(100_000);
    assertThat(model.centralChurnSeconds(100, 0.1 / 100_000))
        .isEqualTo(100_000 / 0.95, within(1e-6));
  }

  @Test
  void invalidValuesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> model(0, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> model(1, -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> model(1, 1, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> model(1, 1, 0).swarmSeconds(0));
  }
}
