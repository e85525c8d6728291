package covey.node.simulate;

/**
 * One simulated node: its links, when it is there, and how it behaves.
 *
 * @param seed whether it has every piece at the start
 * @param upBytesPerSecond of its uplink
 * @param downBytesPerSecond of its downlink
 * @param joinNanos when it comes
 * @param leaveNanos when it is killed; Long.MAX_VALUE for never
 * @param freezeNanos when it stops for {@code frozenNanos}
 * @param frozenNanos for how long it neither sends nor receives
 * @param behaviour what it does with what it has
 */
public record NodeProfile(
    boolean seed,
    double upBytesPerSecond,
    double downBytesPerSecond,
    long joinNanos,
    long leaveNanos,
    long freezeNanos,
    long frozenNanos,
    Behaviour behaviour) {
  private static final double UNLIMITED = 1e10;

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
    return new NodeProfile(
        false, upBytesPerSecond, UNLIMITED, 0, Long.MAX_VALUE, Long.MAX_VALUE, 0, Behaviour.HONEST);
  }

  /** The same with every piece. */
  public static NodeProfile seed(double upBytesPerSecond) {
    return new NodeProfile(
        true, upBytesPerSecond, UNLIMITED, 0, Long.MAX_VALUE, Long.MAX_VALUE, 0, Behaviour.HONEST);
  }

  /** With a limited downlink. */
  public NodeProfile withDown(double bytesPerSecond) {
    return new NodeProfile(
        seed,
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
    return new NodeProfile(
        seed,
        upBytesPerSecond,
        downBytesPerSecond,
        nanos,
        leaveNanos,
        freezeNanos,
        frozenNanos,
        behaviour);
  }

  /** Killed at a time. */
  public NodeProfile leavingAt(long nanos) {
    return new NodeProfile(
        seed,
        upBytesPerSecond,
        downBytesPerSecond,
        joinNanos,
        nanos,
        freezeNanos,
        frozenNanos,
        behaviour);
  }

  /** Frozen from a time on, for a while. */
  public NodeProfile frozenAt(long nanos, long forNanos) {
    return new NodeProfile(
        seed,
        upBytesPerSecond,
        downBytesPerSecond,
        joinNanos,
        leaveNanos,
        nanos,
        forNanos,
        behaviour);
  }

  /** With another behaviour. */
  public NodeProfile behaving(Behaviour other) {
    return new NodeProfile(
        seed,
        upBytesPerSecond,
        downBytesPerSecond,
        joinNanos,
        leaveNanos,
        freezeNanos,
        frozenNanos,
        other);
  }

  /** Whether it is to complete: an honest downloader that stays. */
  boolean mustComplete() {
    return !seed && leaveNanos == Long.MAX_VALUE && behaviour != Behaviour.CORRUPTS;
  }
}
