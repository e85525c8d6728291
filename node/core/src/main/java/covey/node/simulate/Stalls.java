package covey.node.simulate;

import java.util.SplittableRandom;

/** When one direction of a connection stalls: stretches of one length, random times apart. */
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

  /** When something can go on that is to go at a time, which never goes back. */
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
