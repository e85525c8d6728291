package covey.node.transfer;

/** One share's account at the node's uplink; its tag is guarded by {@link UplinkTurns}. */
final class UplinkShare {
  /** Shares that are smaller count as so large. */
  private static final long SIZE_BYTES_MIN = 1 << 20;

  private final double costOfByte;

  /** Where its next byte stands in the uplink's virtual time. */
  double tag;

  UplinkShare(long sizeBytes) {
    costOfByte = Math.pow((double) Math.max(SIZE_BYTES_MIN, sizeBytes) / SIZE_BYTES_MIN, 0.25);
  }

  /** What bytes of it cost in virtual time. */
  double cost(int bytes) {
    return bytes * costOfByte;
  }
}
