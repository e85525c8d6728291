package covey.node.compare;

import java.time.Duration;
import java.util.Optional;

/**
 * What is done to a run.
 *
 * @param text as it was written
 * @param kind what happens
 * @param victims how many nodes it happens to
 * @param upBytesPerSecond with SLOW: what they may send then; else 0
 * @param mode with MODE: the mode that is ordered; else empty
 * @param at when
 * @param back after so long it is undone; empty: never
 */
public record Failure(
    String text,
    Kind kind,
    Victims victims,
    long upBytesPerSecond,
    String mode,
    Moment at,
    Optional<Duration> back) {
  /** What may happen. */
  public enum Kind {
    /** The server is killed: the tracker with its origin. p2p has none. */
    SERVER,
    /** The tracker is killed; in central that is the server. */
    TRACKER,
    /** Whoever shared it is killed. */
    PUBLISHER,
    /** Some nodes are killed. */
    NODES,
    /** Some nodes are stopped, their connections stay open. */
    FREEZE,
    /** Some nodes have a slow uplink. */
    SLOW,
    /** One more node has it all, and sends other bytes. */
    CORRUPT,
    /** Another mode is ordered for all. */
    MODE,
    /** The second half of the nodes and all others do not hear each other any more. */
    PARTITION
  }

  /**
   * When: as soon as the nodes together have that part of all they are to have, and whoever serves
   * first has sent so many copies. Both 0: at the start.
   */
  public record Moment(double part, double copies) {
    /** At the start. */
    public static final Moment START = new Moment(0, 0);
  }

  /** So many nodes, and that part of all; one of the two is 0. */
  public record Victims(int number, double part) {
    /** None. */
    public static final Victims NONE = new Victims(0, 0);

    /** Of so many nodes. */
    int of(int nodes) {
      return Math.min(nodes, number + (int) Math.ceil(part * nodes));
    }
  }

  /** Whether it can only happen to nodes that the lab has started itself. */
  public boolean needsOwnNodes() {
    return kind != Kind.SLOW && kind != Kind.MODE;
  }

  /** How many more than so many nodes there must be. */
  int others(int nodes) {
    return kind == Kind.CORRUPT ? victims.of(nodes) : 0;
  }

  /** How many of so many nodes must be such that they can be killed. */
  int killable(int nodes) {
    return kind == Kind.NODES || kind == Kind.FREEZE ? victims.of(nodes) : 0;
  }
}
