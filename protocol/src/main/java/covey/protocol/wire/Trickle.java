package covey.protocol.wire;

/**
 * How long to leave alone a payload that comes in packet by packet: half the time that its rest
 * still needs. A reader that wakes for every packet of a slow link costs more than all else that is
 * done with the bytes, and nobody can use a block before its last byte; so whole naps are saved,
 * and the end is still met as it comes.
 */
final class Trickle {
  /** The end is waited for byte by byte, so that it is never late. */
  private static final int END_BYTES = 4 << 10;

  /** A packet of a network has more: less comes from something that does not go on meanwhile. */
  private static final int PACKET_BYTES = 512;

  /** A read that brings so much is worth its wake-up. */
  private static final int MOUTHFUL_BYTES = 16 << 10;

  /** A shorter nap costs what it saves. */
  private static final long NAP_NANOS_MIN = 500_000;

  /** A link may become faster meanwhile, and socket buffers hold only so much. */
  private static final long NAP_NANOS_MAX = 10_000_000;

  private Trickle() {}

  /**
   * Nanoseconds to wait before the next read, 0 for none.
   *
   * @param lastBytes what the last read brought
   * @param cameBytes what all reads brought in {@code elapsedNanos}
   * @param restBytes what is still to come
   */
  static long napNanos(int lastBytes, long cameBytes, long elapsedNanos, int restBytes) {
    if (restBytes <= END_BYTES || lastBytes < PACKET_BYTES || lastBytes >= MOUTHFUL_BYTES) {
      return 0;
    }
    double restNanos = (double) restBytes * elapsedNanos / cameBytes;
    return restNanos / 2 < NAP_NANOS_MIN ? 0 : (long) Math.min(restNanos / 2, NAP_NANOS_MAX);
  }
}
