package covey.node.swarm;

/**
 * Every bound and constant of a {@link Swarm}, each with its unit and reason.
 *
 * @param blockBytes the grid of blocks within a piece, 1 byte to 256 KiB; a shorter piece is one
 *     block. All nodes of a swarm use the same value, since blocks sent on credit follow the grid
 */
public record SwarmSettings(
    int blockBytes,
    Uplink uplink,
    Window window,
    Credit credit,
    Reask reask,
    EndGame endGame,
    PeerLimits limits) {
  private static final long MILLISECOND = 1_000_000;

  /**
   * How far ahead of the sockets blocks are chosen. Few, so that each choice is made late.
   *
   * @param peerBlocks blocks handed out to one peer and not yet sent; two keep its socket busy
   *     while the next is chosen
   * @param totalBlocks the minimum for all peers together
   * @param totalNanos the same as a time at the measured uplink rate, if that is more
   */
  public record Uplink(int peerBlocks, int totalBlocks, long totalNanos) {}

  /**
   * How much is requested from one peer at once.
   *
   * @param bytesMin the minimum, or one block if that is more
   * @param bytesMax the maximum
   * @param nanos how long a time at the peer's rate the window covers beyond two round trips
   */
  public record Window(int bytesMin, int bytesMax, long nanos) {}

  /**
   * How much credit a peer gets.
   *
   * @param bytesMin the minimum; more than socket buffers hold
   * @param bytesMax the maximum
   * @param flowNanosMin how long credit may stay unused before blocks that others hold are
   *     requested from the peer
   * @param pushNanosMin the minimum time that a peer has to verify a piece sent on credit
   */
  public record Credit(int bytesMin, int bytesMax, long flowNanosMin, long pushNanosMin) {}

  /**
   * When a block is requested from another peer.
   *
   * @param factor after this multiple of its expected duration
   * @param nanosMin but never earlier than this
   */
  public record Reask(int factor, long nanosMin) {}

  /**
   * How the last blocks are spread over peers.
   *
   * @param stealNanos the interval at which blocks are moved from slow peers to idle ones
   * @param copiesMax the number of peers from which one block may be requested
   */
  public record EndGame(long stealNanos, int copiesMax) {}

  /**
   * What a peer may have outstanding with us; more is a fault.
   *
   * @param requestsMax its requests
   * @param creditBytesMax its credit
   */
  public record PeerLimits(int requestsMax, long creditBytesMax) {}

  /** Throws IllegalArgumentException if a block is not 1 byte to 256 KiB or nothing may be sent. */
  public SwarmSettings {
    if (blockBytes < 1 || blockBytes > 256 << 10) {
      throw new IllegalArgumentException("block of " + blockBytes + " bytes, expected 1 to 262144");
    }
    if (uplink.peerBlocks < 1 || uplink.totalBlocks < 1 || endGame.copiesMax < 1) {
      throw new IllegalArgumentException("at least one block must be allowed: " + uplink);
    }
  }

  /** The settings of a node. */
  public static SwarmSettings defaults() {
    return new SwarmSettings(
        256 << 10,
        new Uplink(2, 2, 50 * MILLISECOND),
        new Window(128 << 10, 16 << 20, 50 * MILLISECOND),
        new Credit(1 << 20, 16 << 20, 250 * MILLISECOND, 10_000 * MILLISECOND),
        new Reask(2, 2_000 * MILLISECOND),
        new EndGame(50 * MILLISECOND, 2),
        new PeerLimits(4_096, 64L << 20));
  }

  /** Returns a copy with another block length. */
  public SwarmSettings withBlockBytes(int bytes) {
    return new SwarmSettings(bytes, uplink, window, credit, reask, endGame, limits);
  }
}
