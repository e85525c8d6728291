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
 * @param returnNanos when it then comes back with the pieces that it had; Long.MAX_VALUE for never
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
    long returnNanos,
    long freezeNanos,
    long frozenNanos,
    Behaviour behaviour) {
  private static final double UNLIMITED = 1e10;
  private static final long NEVER = Long.MAX_VALUE;

  /** Throws IllegalArgumentException if it comes back before it left. */
  public NodeProfile {
    if (returnNanos < leaveNanos) {
      throw new IllegalArgumentException("leaves at " + leaveNanos + ", back at " + returnNanos);
    }
  }

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
        from, to, upBytesPerSecond, UNLIMITED, 0, NEVER, NEVER, NEVER, 0, Behaviour.HONEST);
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
        returnNanos,
        freezeNanos,
        frozenNanos,
        behaviour);
  }

  /** Coming later. */
  public NodeProfile joiningAt(long nanos) {
    return timed(nanos, leaveNanos, returnNanos, freezeNanos, frozenNanos);
  }

  /** Killed at a time. */
  public NodeProfile leavingAt(long nanos) {
    return timed(joinNanos, nanos, returnNanos, freezeNanos, frozenNanos);
  }

  /** Back at a time, after it was killed. */
  public NodeProfile returningAt(long nanos) {
    return timed(joinNanos, leaveNanos, nanos, freezeNanos, frozenNanos);
  }

  /** Frozen from a time on, for a while. */
  public NodeProfile frozenAt(long nanos, long forNanos) {
    return timed(joinNanos, leaveNanos, returnNanos, nanos, forNanos);
  }

  private NodeProfile timed(long join, long leave, long back, long freeze, long frozen) {
    return new NodeProfile(
        heldFrom,
        heldTo,
        upBytesPerSecond,
        downBytesPerSecond,
        join,
        leave,
        back,
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
        returnNanos,
        freezeNanos,
        frozenNanos,
        other);
  }

  /** Whether it has every piece at the start. */
  public boolean seed() {
    return heldFrom == 0 && heldTo == 1;
  }

  /** Whether it leaves and comes back. */
  boolean returns() {
    return returnNanos != NEVER;
  }

  /** The same from when it is back. */
  NodeProfile afterReturn() {
    return timed(returnNanos, NEVER, NEVER, freezeNanos, frozenNanos);
  }

  /** Whether it is to complete: an honest downloader that stays, or comes back to stay. */
  boolean mustComplete() {
    boolean stays = leaveNanos == NEVER || returns();
    return !seed() && stays && behaviour != Behaviour.CORRUPTS;
  }

  int firstPiece(int pieceCount) {
    return (int) Math.round(heldFrom * pieceCount);
  }

  int endPiece(int pieceCount) {
    return (int) Math.round(heldTo * pieceCount);
  }

  /** How many bytes its uplink can have sent by a time, in seconds from the start. */
  double sendableBytes(double seconds) {
    double before = Math.min(seconds, leaveNanos / 1e9) - joinNanos / 1e9;
    double after = seconds - returnNanos / 1e9;
    return upBytesPerSecond * (Math.max(0, before) + Math.max(0, after));
  }

  /** When its downlink can have brought so many bytes to one who stays or returns, in seconds. */
  double receivedSeconds(double bytes) {
    double seconds = bytes / downBytesPerSecond + joinNanos / 1e9;
    return seconds <= leaveNanos / 1e9 ? seconds : seconds + (returnNanos - leaveNanos) / 1e9;
  }
}
