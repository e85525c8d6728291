package covey.node.transfer;

/** One share's account at the node's uplink; its tag is guarded by {@link UplinkScheduler}. */
final class UplinkFlow {
  /** Smaller shares count as this large. */
  private static final long SIZE_BYTES_MIN = 1 << 20;

  private final double costOfByte;

  /** The virtual time at which its next byte is due. */
  double tag;

  UplinkFlow(long sizeBytes) {
    costOfByte = Math.pow((double) Math.max(SIZE_BYTES_MIN, sizeBytes) / SIZE_BYTES_MIN, 0.25);
  }

  /** Returns the cost of bytes in virtual time. */
  double cost(int bytes) {
    return bytes * costOfByte;
  }
}
