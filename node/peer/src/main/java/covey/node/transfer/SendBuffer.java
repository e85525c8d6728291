package covey.node.transfer;

/**
 * How large one connection's send buffer should be: what has gone into it can be decided no longer,
 * so it is as small as its link allows, the bytes of two round trips and 20 ms of what really
 * leaves. It only grows. A window of throughput counts idle time too, since what an empty buffer
 * swallows at once says nothing of the link.
 *
 * <p>Not thread-safe; for the writing thread.
 */
final class SendBuffer {
  static final int BYTES_MIN = 32 << 10;
  static final int BYTES_MAX = 1 << 20;

  /** A round trip through full queues is longer than the link's. */
  private static final long ROUND_TRIP_NANOS_MAX = 200_000_000;

  private static final long SPARE_NANOS = 20_000_000;
  private static final long WINDOW_NANOS = 50_000_000;

  private int bytes = BYTES_MIN;
  private long sinceNanos;
  private long sent;

  SendBuffer(long nowNanos) {
    sinceNanos = nowNanos;
  }

  /** A block was handed to the socket; returns the new size in bytes, or 0 if it stays. */
  int sent(long nowNanos, int blockBytes, long roundTripNanos) {
    sent += blockBytes;
    long elapsed = nowNanos - sinceNanos;
    if (elapsed < WINDOW_NANOS) {
      return 0;
    }
    double perNano = (double) sent / elapsed;
    sinceNanos = nowNanos;
    sent = 0;
    long span = 2 * Math.min(roundTripNanos, ROUND_TRIP_NANOS_MAX) + SPARE_NANOS;
    int wanted = Integer.highestOneBit((int) Math.min(BYTES_MAX, (long) (perNano * span)));
    if (wanted <= bytes) {
      return 0;
    }
    bytes = wanted;
    return bytes;
  }
}
