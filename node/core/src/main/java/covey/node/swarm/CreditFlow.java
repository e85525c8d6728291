package covey.node.swarm;

/**
 * The credit that we gave one peer, and whether it is being used.
 *
 * <p>While it flows, the peer chooses, and nothing is asked of it. When nothing came for a few
 * times the usual spacing the peer may be asked for pieces that others have too (it is {@link
 * #hasPaused}); when nothing came for longer, for any piece (it {@link #hasDried}).
 */
final class CreditFlow {
  private static final int PAUSE_SPACINGS = 4;
  private static final int DRY_SPACINGS = 12;
  private static final int DRY_FACTOR = 4;

  /** What is on its way while the peer learns that we have a piece may well be of no use. */
  private static final long USELESS_BYTES_MIN = 4 << 20;

  private static final int USELESS_PART = 2;

  private final SwarmSettings settings;
  private long standingBytes;
  private long sinceNanos;
  private long spacingNanos;
  private long usedBytes;
  private long uselessBytes;
  private boolean used;

  CreditFlow(SwarmSettings settings) {
    this.settings = settings;
  }

  long standingBytes() {
    return standingBytes;
  }

  void give(long nowNanos, int bytes) {
    if (standingBytes == 0 && !used) {
      sinceNanos = nowNanos;
    }
    standingBytes += bytes;
  }

  /** A block of the peer's choice came; returns false if it is more than the credit. */
  boolean use(long nowNanos, int bytes) {
    if (bytes > standingBytes) {
      return false;
    }
    standingBytes -= bytes;
    usedBytes += bytes;
    long spacing = nowNanos - sinceNanos;
    spacingNanos = used ? (3 * spacingNanos + spacing) / 4 : spacing;
    used = true;
    sinceNanos = nowNanos;
    return true;
  }

  /**
   * The block that came was there already. Sending again what was not verified in time is right;
   * false if it is more than that explains: over half of all that came, beyond 4 MiB.
   */
  boolean useless(int bytes) {
    uselessBytes += bytes;
    return uselessBytes <= Math.max(USELESS_BYTES_MIN, usedBytes / USELESS_PART);
  }

  /** Whether the credit has not been used for a while. */
  boolean hasPaused(long nowNanos) {
    return nowNanos >= pauseNanos();
  }

  /** Whether the credit has not been used for long. */
  boolean hasDried(long nowNanos) {
    return nowNanos >= dryNanos();
  }

  /** When {@link #hasPaused} and then {@link #hasDried} become true; Long.MAX_VALUE afterwards. */
  long nextNanos(long nowNanos) {
    if (standingBytes == 0 && !used) {
      return Long.MAX_VALUE;
    }
    return !hasPaused(nowNanos) ? pauseNanos() : !hasDried(nowNanos) ? dryNanos() : Long.MAX_VALUE;
  }

  private long pauseNanos() {
    return sinceNanos + Math.max(settings.credit().flowNanosMin(), PAUSE_SPACINGS * spacingNanos);
  }

  private long dryNanos() {
    long least = DRY_FACTOR * settings.credit().flowNanosMin();
    return sinceNanos + Math.max(least, DRY_SPACINGS * spacingNanos);
  }
}
