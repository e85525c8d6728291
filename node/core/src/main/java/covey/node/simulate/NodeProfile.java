package covey.node.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * One simulated node: its links, when it is present, and how it behaves.
 *
 * @param held the pieces that it has at the start
 * @param links its bandwidth
 * @param presence when it is running
 * @param freeze when it stops for a while, neither sending nor receiving
 * @param behaviour what it does with its pieces
 */
public record NodeProfile(
    Held held, Links links, Presence presence, Freeze freeze, Behaviour behaviour) {
  private static final double UNLIMITED = 1e10;
  private static final long NEVER = Long.MAX_VALUE;

  /** The part of the share that a node has at the start, as fractions of the share, 0 to 1. */
  public record Held(double from, double to) {}

  /** The bandwidth of a node's link in each direction. */
  public record Links(double upBytesPerSecond, double downBytesPerSecond) {}

  /** A pause of {@code forNanos}; {@code atNanos} is Long.MAX_VALUE for never. */
  public record Freeze(long atNanos, long forNanos) {}

  /**
   * When a node is running.
   *
   * @param joinNanos when it joins
   * @param absences when it is away, ascending; it comes back with the pieces that it had
   */
  public record Presence(long joinNanos, List<Absence> absences) {
    /**
     * Copies the list. Throws IllegalArgumentException if an absence begins before the last ends.
     */
    public Presence {
      absences = List.copyOf(absences);
      for (int i = 1; i < absences.size(); i++) {
        if (absences.get(i).fromNanos() < absences.get(i - 1).toNanos()) {
          throw new IllegalArgumentException("absences overlap or are out of order: " + absences);
        }
      }
    }

    private Absence first() {
      return absences.isEmpty() ? new Absence(NEVER, NEVER) : absences.getFirst();
    }

    /** Returns when the node is first killed; Long.MAX_VALUE for never. */
    public long leaveNanos() {
      return first().fromNanos();
    }

    /** Returns when it first comes back; Long.MAX_VALUE for never. */
    public long returnNanos() {
      return first().toNanos();
    }

    private Presence withFirst(Absence away) {
      List<Absence> changed = new ArrayList<>(absences.isEmpty() ? List.of(away) : absences);
      changed.set(0, away);
      return new Presence(joinNanos, changed);
    }

    private Presence afterReturn() {
      return new Presence(returnNanos(), absences.subList(1, absences.size()));
    }
  }

  /** How a node behaves. */
  public enum Behaviour {
    /** Follows the rules. */
    HONEST,
    /** Sends wrong bytes in every block. */
    CORRUPTS,
    /** Accepts requests and credit, and never answers. */
    SILENT,
    /** Announces no piece, and so relays nothing. */
    HOARDS
  }

  /** An honest node without pieces, present from start to end, limited only by its uplink. */
  public static NodeProfile peer(double upBytesPerSecond) {
    return partialSeed(upBytesPerSecond, 0, 0);
  }

  /** An honest node with every piece. */
  public static NodeProfile seed(double upBytesPerSecond) {
    return partialSeed(upBytesPerSecond, 0, 1);
  }

  /** An honest node with the pieces between two fractions of the share, 0 to 1. */
  public static NodeProfile partialSeed(double upBytesPerSecond, double from, double to) {
    return new NodeProfile(
        new Held(from, to),
        new Links(upBytesPerSecond, UNLIMITED),
        new Presence(0, List.of()),
        new Freeze(NEVER, 0),
        Behaviour.HONEST);
  }

  /** Returns a copy with a limited downlink. */
  public NodeProfile withDown(double bytesPerSecond) {
    Links limited = new Links(links.upBytesPerSecond, bytesPerSecond);
    return new NodeProfile(held, limited, presence, freeze, behaviour);
  }

  private NodeProfile present(Presence other) {
    return new NodeProfile(held, links, other, freeze, behaviour);
  }

  /** Returns a copy that joins at another time. */
  public NodeProfile joiningAt(long nanos) {
    return present(new Presence(nanos, presence.absences));
  }

  /** Returns a copy that is killed at a time. */
  public NodeProfile leavingAt(long nanos) {
    return present(presence.withFirst(new Absence(nanos, presence.returnNanos())));
  }

  /** Returns a copy that comes back at a time, after it was killed. */
  public NodeProfile returningAt(long nanos) {
    return present(presence.withFirst(new Absence(presence.leaveNanos(), nanos)));
  }

  /** Returns a copy that freezes at a time, for a while. */
  public NodeProfile frozenAt(long nanos, long forNanos) {
    return new NodeProfile(held, links, presence, new Freeze(nanos, forNanos), behaviour);
  }

  /** Returns a copy with another behaviour. */
  public NodeProfile behaving(Behaviour other) {
    return new NodeProfile(held, links, presence, freeze, other);
  }

  /** Returns a copy with other absences, ascending and disjoint; the last may be without end. */
  public NodeProfile awayAt(List<Absence> times) {
    return present(new Presence(presence.joinNanos, times));
  }

  /** Returns whether the node has every piece at the start. */
  public boolean seed() {
    return held.from == 0 && held.to == 1;
  }

  /** Returns whether it leaves and comes back. */
  boolean returns() {
    return presence.returnNanos() != NEVER;
  }

  /** Returns how often it comes back. */
  int returnCount() {
    return returns() ? 1 + afterReturn().returnCount() : 0;
  }

  /** Returns the profile that applies once the node is back. */
  NodeProfile afterReturn() {
    return present(presence.afterReturn());
  }

  /** Returns whether it must complete: an honest downloader that stays, or comes back to stay. */
  boolean mustComplete() {
    return !seed() && stays() && behaviour != Behaviour.CORRUPTS;
  }

  /** Returns whether it is present in the end. */
  private boolean stays() {
    return presence.leaveNanos() == NEVER || (returns() && afterReturn().stays());
  }

  int firstPiece(int pieceCount) {
    return (int) Math.round(held.from * pieceCount);
  }

  int endPiece(int pieceCount) {
    return (int) Math.round(held.to * pieceCount);
  }

  /** Returns how many bytes its uplink can have sent by a time, in seconds from the start. */
  double sendableBytes(double seconds) {
    double before = Math.min(seconds, presence.leaveNanos() / 1e9) - presence.joinNanos / 1e9;
    double sent = links.upBytesPerSecond * Math.max(0, before);
    return returns() && seconds > presence.returnNanos() / 1e9
        ? sent + afterReturn().sendableBytes(seconds)
        : sent;
  }

  /**
   * Returns when its downlink can have received so many bytes, in seconds from the start, if it
   * stays or returns.
   */
  double receivedSeconds(double bytes) {
    double seconds = bytes / links.downBytesPerSecond + presence.joinNanos / 1e9;
    if (seconds <= presence.leaveNanos() / 1e9 || !returns()) {
      return seconds;
    }
    long runNanos = presence.leaveNanos() - presence.joinNanos;
    return afterReturn().receivedSeconds(bytes - runNanos / 1e9 * links.downBytesPerSecond);
  }
}
