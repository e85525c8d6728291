package covey.node.simulate;

import java.util.List;

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
 * @param later when else it is away with the pieces that it has, ascending, after it came back
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
    Behaviour behaviour,
    List<Away> later) {
  private static final double UNLIMITED = 1e10;
  private static final long NEVER = Long.MAX_VALUE;

  /** Copies the list. Throws IllegalArgumentException if it comes back before it left. */
  public NodeProfile {
    if (returnNanos < leaveNanos) {
      throw new IllegalArgumentException("leaves at " + leaveNanos + ", back at " + returnNanos);
    }
    later = List.copyOf(later);
    if (!later.isEmpty() && later.getFirst().fromNanos() < returnNanos) {
      throw new IllegalArgumentException("back at " + returnNanos + ", then away " + later);
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
        from,
        to,
        upBytesPerSecond,
        UNLIMITED,
        0,
        NEVER,
        NEVER,
        NEVER,
        0,
        Behaviour.HONEST,
        List.of());
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
        behaviour,
        later);
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
        behaviour,
        later);
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
        other,
        later);
  }

  /** Away at those times, ascending and apart, instead of others; the last may be for ever. */
  public NodeProfile awayAt(List<Away> times) {
    Away first = times.isEmpty() ? new Away(NEVER, NEVER) : times.getFirst();
    return new NodeProfile(
        heldFrom,
        heldTo,
        upBytesPerSecond,
        downBytesPerSecond,
        joinNanos,
        first.fromNanos(),
        first.toNanos(),
        freezeNanos,
        frozenNanos,
        behaviour,
        times.isEmpty() ? times : times.subList(1, times.size()));
  }

  /** Whether it has every piece at the start. */
  public boolean seed() {
    return heldFrom == 0 && heldTo == 1;
  }

  /** Whether it leaves and comes back. */
  boolean returns() {
    return returnNanos != NEVER;
  }

  /** How often it comes back. */
  int returnCount() {
    return returns() ? 1 + afterReturn().returnCount() : 0;
  }

  /** The same from when it is back. */
  NodeProfile afterReturn() {
    return joiningAt(returnNanos).awayAt(later);
  }

  /** Whether it is to complete: an honest downloader that stays, or comes back to stay. */
  boolean mustComplete() {
    return !seed() && stays() && behaviour != Behaviour.CORRUPTS;
  }

  /** Whether it is there in the end. */
  private boolean stays() {
    return leaveNanos == NEVER || (returns() && afterReturn().stays());
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
    double sent = upBytesPerSecond * Math.max(0, before);
    return returns() && seconds > returnNanos / 1e9
        ? sent + afterReturn().sendableBytes(seconds)
        : sent;
  }

  /** When its downlink can have brought so many bytes to one who stays or returns, in seconds. */
  double receivedSeconds(double bytes) {
    double seconds = bytes / downBytesPerSecond + joinNanos / 1e9;
    if (seconds <= leaveNanos / 1e9 || !returns()) {
      return seconds;
    }
    double before = (leaveNanos - joinNanos) / 1e9 * downBytesPerSecond;
    return afterReturn().receivedSeconds(bytes - before);
  }
}
