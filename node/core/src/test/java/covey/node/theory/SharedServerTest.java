package covey.node.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SharedServerTest {
  private static final SharedServer SERVER = new SharedServer(1000, 100, 0);

  @Test
  void nodesThatArriveTogetherShare() {
    assertThat(SERVER.meanSeconds(new double[] {0, 0})).isEqualTo(20, within(1e-9));
    assertThat(SERVER.meanSeconds(new double[] {0, 100})).isEqualTo(10, within(1e-9));
    assertThat(new SharedServer(1000, 100, 20).meanSeconds(new double[] {0}))
        .isEqualTo(50, within(1e-9));
    assertThat(SERVER.meanSeconds(new double[] {0, 5})).isEqualTo(15, within(1e-9));
    assertThat(SERVER.meanSeconds(new double[0])).isZero();
  }

  @Test
  void aLongPoissonStreamComesToTheFormula() {
    // Processor sharing at a load of 1/2: (F/u)/(1 - 1/2).
    double[] arrivals = new SplittableRandom(1).doubles(200_000, 0, 4_000_000).sorted().toArray();
    assertThat(SERVER.meanSeconds(arrivals)).isEqualTo(20, within(0.5));
  }

  @Test
  void invalidValuesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new SharedServer(0, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new SharedServer(1, 0, 0));
  }
}
