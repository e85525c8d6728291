package covey.node.swarm;

/**
 * A rate in bytes per second, smoothed over intervals in which something was awaited: an idle
 * stretch says nothing of a link, so {@link #begin} opens an interval and {@link #idle} drops it.
 */
final class RateMeter {
  private static final long SAMPLE_NANOS = 50_000_000;
  private static final long SHORT_SAMPLE_NANOS = 1_000_000;
  private static final long SHORT_SAMPLE_BYTES = 1 << 20;

  private double bytesPerSecond;
  private long sinceNanos;
  private long bytes;
  private boolean running;

  /** Something is awaited from now on. */
  void begin(long nowNanos) {
    if (!running) {
      running = true;
      sinceNanos = nowNanos;
      bytes = 0;
    }
  }

  /** Nothing is awaited any more. */
  void idle(long nowNanos) {
    sample(nowNanos, SHORT_SAMPLE_NANOS);
    running = false;
  }

  /** So many bytes came. */
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

  /** Bytes per second, 0 if nothing is known yet. */
  double bytesPerSecond() {
    return bytesPerSecond;
  }

  /** How long {@code bytes} take, in nanoseconds; {@code unknownNanos} if no rate is known. */
  long nanosFor(long bytes, long unknownNanos) {
    return bytesPerSecond == 0 ? unknownNanos : (long) (bytes * 1e9 / bytesPerSecond);
  }
}
