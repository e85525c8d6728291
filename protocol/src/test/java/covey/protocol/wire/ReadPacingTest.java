package covey.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadPacingTest {
  private static final long MILLISECOND = 1_000_000;

  @Test
  void theReaderWaitsForHalfOfTheRemainingTime() {
    // 10 KB in 4 ms: another 10 KB need 4 ms more.
    assertThat(ReadPacing.napNanos(1_448, 10_000, 4 * MILLISECOND, 10_000))
        .isEqualTo(2 * MILLISECOND);
  }

  @Test
  void noWaitIsLongerThanTenMilliseconds() {
    assertThat(ReadPacing.napNanos(1_448, 1_448, 100 * MILLISECOND, 200_000))
        .isEqualTo(10 * MILLISECOND);
  }

  @Test
  void theReaderNeverWaitsAtTheEndOfABlock() {
    assertThat(ReadPacing.napNanos(1_448, 100_000, 100 * MILLISECOND, 4_096)).isZero();
  }

  @Test
  void fastLinksAreReadAtOnce() {
    assertThat(ReadPacing.napNanos(64_000, 64_000, 100 * MILLISECOND, 200_000)).isZero();
    assertThat(ReadPacing.napNanos(1_448, 100_000, MILLISECOND, 50_000)).isZero();
  }

  @Test
  void readsSmallerThanAPacketAreNotPaced() {
    assertThat(ReadPacing.napNanos(0, 0, 100 * MILLISECOND, 200_000)).isZero();
    assertThat(ReadPacing.napNanos(7, 700, 100 * MILLISECOND, 200_000)).isZero();
  }
}
