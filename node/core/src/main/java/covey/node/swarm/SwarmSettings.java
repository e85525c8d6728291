package covey.node.swarm;

/**
 * Every bound and constant of a {@link Swarm}, each with its unit and reason.
 *
 * @param blockBytes the grid of blocks within a piece, 1 byte to 256 KiB; a piece that is shorter
 *     is one block. All nodes of a swarm use the same, since blocks sent on credit keep to it
 * @param sendAheadBlocks blocks handed out for one peer and not yet sent: two keep its socket busy
 *     while the next is chosen
 * @param uplinkAheadBlocks the same for all peers together, at least; few, so that decisions are
 *     late
 * @param uplinkAheadNanos or so long a stretch of the measured uplink, if that is more
 * @param windowBytesMin the least asked of one peer at once; a block if that is more
 * @param windowBytesMax the most asked of one peer at once
 * @param windowNanos how long a stretch of a peer's rate is asked for, beyond two round trips
 * @param creditBytesMin the least credit given: more than socket buffers hold
 * @param creditBytesMax the most credit given to one peer
 * @param flowNanosMin how long credit may lie unused before the peer is asked for what others have
 * @param reaskFactor a block is asked of another after so many times its expected duration
 * @param reaskNanosMin but never earlier than this
 * @param pushNanosMin how long a peer may take, at least, to verify a piece sent on credit
 * @param stealNanos how often blocks are moved from slow peers to idle ones
 * @param copiesMax of how many peers one block is asked in the end game
 * @param requestsMax a peer's requests that may stand; more is a fault
 * @param standingCreditMax a peer's credit that may stand, in bytes; more is a fault
 */
public record SwarmSettings(
    int blockBytes,
    int sendAheadBlocks,
    int uplinkAheadBlocks,
    long uplinkAheadNanos,
    int windowBytesMin,
    int windowBytesMax,
    long windowNanos,
    int creditBytesMin,
    int creditBytesMax,
    long flowNanosMin,
    int reaskFactor,
    long reaskNanosMin,
    long pushNanosMin,
    long stealNanos,
    int copiesMax,
    int requestsMax,
    long standingCreditMax) {
  private static final long MILLISECOND = 1_000_000;

  /** Throws IllegalArgumentException if a block is not 1 byte to 256 KiB or nothing may be sent. */
  public SwarmSettings {
    if (blockBytes < 1 || blockBytes > 256 << 10) {
      throw new IllegalArgumentException("block of " + blockBytes + " bytes, expected 1 to 262144");
    }
    if (sendAheadBlocks < 1 || uplinkAheadBlocks < 1 || copiesMax < 1) {
      throw new IllegalArgumentException("at least one block must be allowed: " + sendAheadBlocks);
    }
  }

  /** What a node uses. */
  public static SwarmSettings defaults() {
    return new SwarmSettings(
        256 << 10,
        2,
        2,
        50 * MILLISECOND,
        128 << 10,
        16 << 20,
        50 * MILLISECOND,
        1 << 20,
        16 << 20,
        250 * MILLISECOND,
        2,
        2_000 * MILLISECOND,
        10_000 * MILLISECOND,
        50 * MILLISECOND,
        2,
        4_096,
        64L << 20);
  }

  /** The same with another block length. */
  public SwarmSettings withBlockBytes(int bytes) {
    return new SwarmSettings(
        bytes,
        sendAheadBlocks,
        uplinkAheadBlocks,
        uplinkAheadNanos,
        windowBytesMin,
        windowBytesMax,
        windowNanos,
        creditBytesMin,
        creditBytesMax,
        flowNanosMin,
        reaskFactor,
        reaskNanosMin,
        pushNanosMin,
        stealNanos,
        copiesMax,
        requestsMax,
        standingCreditMax);
  }
}
