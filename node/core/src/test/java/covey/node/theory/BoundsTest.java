package covey.node.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.node.theory.Bounds.Uplinks;
import org.junit.jupiter.api.Test;

class BoundsTest {
  @Test
  void oneServerSendsEveryCopy() {
    assertThat(Bounds.clientServerSeconds(1000, 4, 100, 0)).isEqualTo(40, within(1e-9));
    assertThat(Bounds.clientServerSeconds(1000, 4, 100, 10)).isEqualTo(100, within(1e-9));
  }

  @Test
  void peersAreBoundByTheSeedTheDownlinkOrAllUplinks() {
    assertThat(peerToPeer(4, 100, 100, 0)).isEqualTo(10, within(1e-9));
    assertThat(peerToPeer(4, 1000, 0, 0)).isEqualTo(4, within(1e-9));
    assertThat(peerToPeer(4, 1000, 100, 0)).isEqualTo(4000 / 1400.0, within(1e-9));
    assertThat(peerToPeer(4, 1000, 100, 50)).isEqualTo(20, within(1e-9));
  }

  private static double peerToPeer(int receivers, double seed, double peer, double down) {
    return Bounds.peerToPeerSeconds(1000, receivers, new Uplinks(seed, peer), down);
  }
}
