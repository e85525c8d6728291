package covey.node.simulate;

/**
 * One simulated node: its links, when it is there, and how it behaves.
 *
 * @param heldFrom from which part of the share on it has every piece at the start, 0 to 1
 * @param heldTo to which part
 * @param upBytesPerSecond of its uplink
 * @param downBytesPerSecond of its downlink
 * @param joinNanos when it comes
 * @param leaveNanos when it is killed; Long.MAX_VALUE for never
 * @param freezeNanos when it stops for {@code frozenNanos}
 * @param frozenNanos for how long it neither sends nor receives
 * @param behaviour what it does with what it has
 */
public record NodeProfile(
    double heldFrom,
    double heldTo,
    double upBytesPerSecond,
    double downBytesPerSecond,
    long joinNanos,
    long leaveNanos,
    long freezeNanos,
    long frozenNanos,
    Behaviour behaviour) {
  private static final double UNLIMITED = 1e10;
  private static final long NEVER = Long.MAX_VALUE;

  /** How a node behaves. */
  public enum Behaviour {
    /** By the rules. */
    HONEST,
    /** Sends wrong bytes in every block. */
    CORRUPTS,
    /** Takes requests and credit, and never answers. */
    SILENT,
    /** Says nothing of what it has, and so relays nothing. */
    HOARDS
  }

  /** An honest node without any piece, there from start to end, limited by its uplink only. */
  public static NodeProfile peer(double upBytesPerSecond) {
    return partialSeed(upBytesPerSecond, 0, 0);
  }

  /** The same with every piece. */
  public static NodeProfile seed(double upBytesPerSecond) {
    return partialSeed(upBytesPerSecond, 0, 1);
  }

  /** The same with the pieces from one part of the share to another, 0 to 1. */
  public static NodeProfile partialSeed(double upBytesPerSecond, double from, double to) {
    return new NodeProfile(
        from, to, upBytesPerSecond, UNLIMITED, 0, NEVER, NEVER, 0, Behaviour.HONEST);
  }

  /** With a limited downlink. */
  public NodeProfile withDown(double bytesPerSecond) {
    return new NodeProfile(
        heldFrom,
        heldTo,
        upBytesPerSecond,
        bytesPerSecond,
        joinNanos,
        leaveNanos,
        freezeNanos,
        frozenNanos,
        behaviour);
  }

  /** Coming later. */
  public NodeProfile joiningAt(long nanos) {
    return timed(nanos, leaveNanos, freezeNanos, frozenNanos);
  }

  /** Killed at a time. */
  public NodeProfile leavingAt(long nanos) {
    return timed(joinNanos, nanos, freezeNanos, frozenNanos);
  }

  /** Frozen from a time on, for a while. */
  public NodeProfile frozenAt(long nanos, long forNanos) {
    return timed(joinNanos, leaveNanos, nanos, forNanos);
  }

  private NodeProfile timed(long join, long leave, long freeze, long frozen) {
    return new NodeProfile(
        heldFrom,
        heldTo,
        upBytesPerSecond,
        downBytesPerSecond,
        join,
        leave,
        freeze,
        frozen,
        behaviour);
  }

  /** With another behaviour. */
  public NodeProfile behaving(Behaviour other) {
    return new NodeProfile(
        heldFrom,
        heldTo,
        upBytesPerSecond,
        downBytesPerSecond,
        joinNanos,
        leaveNanos,
        freezeNanos,
        frozenNanos,
        other);
  }

  /** Whether it has every piece at the start. */
  public boolean seed() {
    return heldFrom == 0 && heldTo == 1;
  }

  /** Whether it is to complete: an honest downloader that stays. */
  boolean mustComplete() {
    return !seed() && leaveNanos == NEVER && behaviour != Behaviour.CORRUPTS;
  }

  int firstPiece(int pieceCount) {
    return (int) Math.round(heldFrom * pieceCount);
  }

  int endPiece(int pieceCount) {
    return (int) Math.round(heldTo * pieceCount);
  }

  /** How many bytes its uplink can have sent by a time, in seconds from the start. */
  double sendableBytes(double seconds) {
    double until = leaveNanos == NEVER ? seconds : Math.min(seconds, leaveNanos / 1e9);
    return upBytesPerSecond * Math.max(0, until - joinNanos / 1e9);
  }
}
