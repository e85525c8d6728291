package covey.node.transfer;

/**
 * Decides how large one connection's send buffer should be. Bytes in it can no longer be reordered,
 * so it is as small as the link allows: the bytes that leave in two round trips and 20 ms. It only
 * grows. A window of throughput includes idle time, since what an empty buffer takes at once says
 * nothing about the link.
 *
 * <p>Not thread-safe; used by the writing thread.
 */
final class SendBufferSizer {
  static final int BYTES_MIN = 32 << 10;
  static final int BYTES_MAX = 1 << 20;

  /** A round trip through full queues is longer than the link's. */
  private static final long ROUND_TRIP_NANOS_MAX = 200_000_000;

  private static final long SPARE_NANOS = 20_000_000;
  private static final long WINDOW_NANOS = 50_000_000;

  private int bytes = BYTES_MIN;
  private long sinceNanos;
  private long sent;

  SendBufferSizer(long nowNanos) {
    sinceNanos = nowNanos;
  }

  /** Notes a block given to the socket; returns the new size in bytes, or 0 if unchanged. */
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
