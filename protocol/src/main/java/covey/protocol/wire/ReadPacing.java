package covey.protocol.wire;

/**
 * Paces the reads of a payload that arrives packet by packet: the reader waits for half the time
 * that the rest still needs. A reader that wakes for every packet of a slow link costs more than
 * all other work on the bytes, and a block is of no use before its last byte. So the reader wakes a
 * few times instead of once per packet, without delaying the last byte.
 */
final class ReadPacing {
  /** Near the end the reader does not wait, so that the last byte is never late. */
  private static final int END_BYTES = 4 << 10;

  /** A network packet is larger: fewer bytes come from a sender that has paused. */
  private static final int PACKET_BYTES = 512;

  /** A read of this size is worth a wake-up. */
  private static final int MOUTHFUL_BYTES = 16 << 10;

  /** A shorter wait costs as much as it saves. */
  private static final long NAP_NANOS_MIN = 500_000;

  /** The link may become faster meanwhile, and socket buffers are limited. */
  private static final long NAP_NANOS_MAX = 10_000_000;

  private ReadPacing() {}

  /**
   * Returns how many nanoseconds to wait before the next read, 0 for none.
   *
   * @param lastBytes the size of the last read
   * @param cameBytes the size of all reads in {@code elapsedNanos}
   * @param restBytes the bytes still to come
   */
  static long napNanos(int lastBytes, long cameBytes, long elapsedNanos, int restBytes) {
    if (restBytes <= END_BYTES || lastBytes < PACKET_BYTES || lastBytes >= MOUTHFUL_BYTES) {
      return 0;
    }
    double restNanos = (double) restBytes * elapsedNanos / cameBytes;
    return restNanos / 2 < NAP_NANOS_MIN ? 0 : (long) Math.min(restNanos / 2, NAP_NANOS_MAX);
  }
}
