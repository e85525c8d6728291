package covey.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class UplinkPacerTest {
  private static final int BLOCK = 64 << 10;
  private static final long MILLISECOND = 1_000_000;

  private final UplinkPacer pace = new UplinkPacer(0);
  private long now;

  /** Sends blocks as soon as each may begin, on a link that takes {@code linkNanos} for each. */
  private void send(int blocks, long linkNanos) {
    for (int i = 0; i < blocks; i++) {
      now += pace.waitNanos(now);
      pace.begun(now, BLOCK);
      now += linkNanos;
      pace.ended(now, BLOCK, linkNanos);
    }
  }

  @Test
  void nothingWaitsBeforeAnythingIsKnown() {
    for (int i = 0; i < 8; i++) {
      pace.begun(now, BLOCK);
      assertThat(pace.waitNanos(now)).isZero();
    }
  }

  @Test
  void copiesThatSocketsTakeAtOnceBeginOneAfterTheOther() {
    send(40, 20 * MILLISECOND);
    assertThat(pace.bytesPerSecond()).isCloseTo(BLOCK * 50.0, Percentage.withPercentage(5));

    now += 1_000 * MILLISECOND;
    long start = now;
    send(8, 0);
    assertThat(now - start).isBetween(7 * 14 * MILLISECOND, 7 * 18 * MILLISECOND);
  }

  @Test
  void aLinkThatCarriesMoreIsFoundOutWithinASecond() {
    send(40, 20 * MILLISECOND);
    long start = now;
    send(400, MILLISECOND);
    assertThat(now - start).isLessThan(1_400 * MILLISECOND);
    assertThat(pace.bytesPerSecond()).isGreaterThan(BLOCK * 500.0);
  }

  @Test
  void aLinkThatCarriesLessIsFoundOutToo() {
    send(400, MILLISECOND);
    send(100, 20 * MILLISECOND);
    assertThat(pace.bytesPerSecond()).isCloseTo(BLOCK * 50.0, Percentage.withPercentage(5));
  }

  @Test
  void idleTimeDoesNotCount() {
    send(40, 20 * MILLISECOND);
    double known = pace.bytesPerSecond();
    for (int i = 0; i < 20; i++) {
      now += 500 * MILLISECOND;
      send(1, 20 * MILLISECOND);
    }
    assertThat(pace.bytesPerSecond()).isCloseTo(known, Percentage.withPercentage(1));
  }

  @Test
  void manyWritersThatAreHeldUpTogetherShowTheLink() {
    // Eight sockets, each of which takes 160 ms for a block: together 50 blocks a second.
    for (int i = 0; i < 8; i++) {
      pace.begun(now, BLOCK);
    }
    for (int i = 0; i < 100; i++) {
      now += 20 * MILLISECOND;
      pace.ended(now, BLOCK, 160 * MILLISECOND);
      pace.begun(now, BLOCK);
    }
    assertThat(pace.bytesPerSecond()).isCloseTo(BLOCK * 50.0, Percentage.withPercentage(5));
  }
}
