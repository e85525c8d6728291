package covey.node.swarm;

/**
 * A rate in bytes per second, smoothed over intervals in which bytes were expected. Idle time says
 * nothing about a link, so {@link #begin} opens an interval and {@link #idle} drops it.
 */
final class RateMeter {
  private static final long SAMPLE_NANOS = 50_000_000;
  private static final long SHORT_SAMPLE_NANOS = 1_000_000;
  private static final long SHORT_SAMPLE_BYTES = 1 << 20;

  private double bytesPerSecond;
  private long sinceNanos;
  private long bytes;
  private boolean running;

  /** Bytes are expected from now on. */
  void begin(long nowNanos) {
    if (!running) {
      running = true;
      sinceNanos = nowNanos;
      bytes = 0;
    }
  }

  /** Bytes are no longer expected. */
  void idle(long nowNanos) {
    sample(nowNanos, SHORT_SAMPLE_NANOS);
    running = false;
  }

  /** Counts bytes that came. */
  void count(long nowNanos, int moreBytes) {
    begin(nowNanos);
    bytes += moreBytes;
    sample(nowNanos, bytes >= SHORT_SAMPLE_BYTES ? SHORT_SAMPLE_NANOS : SAMPLE_NANOS);
  }

  private void sample(long nowNanos, long leastNanos) {
    long elapsed = nowNanos - sinceNanos;
    if (!running || bytes == 0 || elapsed < leastNanos) {
      return;
    }
    double sampled = bytes * 1e9 / elapsed;
    double weight = bytesPerSecond == 0 ? 1 : sampled > bytesPerSecond ? 0.5 : 0.25;
    bytesPerSecond += weight * (sampled - bytesPerSecond);
    sinceNanos = nowNanos;
    bytes = 0;
  }

  /** Returns the rate in bytes per second, 0 if it is not known yet. */
  double bytesPerSecond() {
    return bytesPerSecond;
  }

  /**
   * Returns how long {@code bytes} take, in nanoseconds; {@code unknownNanos} if the rate is not
   * known.
   */
  long nanosFor(long bytes, long unknownNanos) {
    return bytesPerSecond == 0 ? unknownNanos : (long) (bytes * 1e9 / bytesPerSecond);
  }
}
