package covey.node.swarm;

/**
 * The credit given to one peer, and whether the peer uses it.
 *
 * <p>While it flows, the peer chooses and nothing is requested from it. After a few times the usual
 * spacing without a block, the peer {@link #hasPaused}, and pieces that others hold too may be
 * requested from it; after a longer time it {@link #hasDried}, and any piece may be.
 */
final class CreditFlow {
  private static final int PAUSE_SPACINGS = 4;
  private static final int DRY_SPACINGS = 12;
  private static final int DRY_FACTOR = 4;

  /** Blocks that are in transit while the peer learns that we have the piece may be useless. */
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

  /** Uses credit for a block; returns false if the credit is not enough. */
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
   * Counts a block that was a duplicate. A peer rightly sends again what was not verified in time;
   * returns false if there are more duplicates than that explains: over half of all bytes, beyond 4
   * MiB.
   */
  boolean useless(int bytes) {
    uselessBytes += bytes;
    return uselessBytes <= Math.max(USELESS_BYTES_MIN, usedBytes / USELESS_PART);
  }

  /** Returns whether the credit has not been used for a while. */
  boolean hasPaused(long nowNanos) {
    return nowNanos >= pauseNanos();
  }

  /** Returns whether the credit has not been used for a long time. */
  boolean hasDried(long nowNanos) {
    return nowNanos >= dryNanos();
  }

  /**
   * Returns when {@link #hasPaused}, then {@link #hasDried} becomes true; Long.MAX_VALUE
   * afterwards.
   */
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
