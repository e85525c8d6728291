package covey.node.simulate;

import java.util.SplittableRandom;

/** The stalls of one direction of a connection: equal lengths at random intervals. */
final class Stalls {
  private final SplittableRandom random;
  private final long lengthNanos;
  private final double gapNanosMax;
  private long startNanos;

  Stalls(Conditions conditions, SplittableRandom random, long nowNanos) {
    double share = conditions.stallShare();
    this.random = random;
    lengthNanos = conditions.stallNanos();
    gapNanosMax = 2 * lengthNanos * (1 - share) / share;
    startNanos = nowNanos + gapNanos();
  }

  /** Returns when something due at a time can proceed; the time never decreases. */
  long clearNanos(long nowNanos) {
    while (nowNanos >= startNanos + lengthNanos) {
      startNanos += lengthNanos + gapNanos();
    }
    return nowNanos >= startNanos ? startNanos + lengthNanos : nowNanos;
  }

  private long gapNanos() {
    return (long) (random.nextDouble() * gapNanosMax);
  }
}
