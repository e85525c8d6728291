package covey.node.compare;

import java.time.Duration;
import java.util.Optional;

/**
 * A failure that is injected into a run.
 *
 * @param text as the user wrote it
 * @param kind what happens
 * @param victims the nodes affected
 * @param upBytesPerSecond with SLOW, the victims' uplink; else 0
 * @param mode with MODE, the mode that is ordered; else empty
 * @param at when it happens
 * @param back the time after which it is undone; empty for never
 */
public record Failure(
    String text,
    Kind kind,
    Victims victims,
    long upBytesPerSecond,
    String mode,
    Moment at,
    Optional<Duration> back) {
  /** The kinds of failure. */
  public enum Kind {
    /** The server, that is the tracker with its origin, is killed. p2p has none. */
    SERVER,
    /** The tracker is killed; in central mode it is the server. */
    TRACKER,
    /** The node that shared the content is killed. */
    PUBLISHER,
    /** Some nodes are killed. */
    NODES,
    /** Some nodes are stopped; their connections stay open. */
    FREEZE,
    /** Some nodes have a slow uplink. */
    SLOW,
    /** One more node has the whole share, but sends corrupt bytes. */
    CORRUPT,
    /** Another mode is ordered for the deployment. */
    MODE,
    /** The second half of the nodes is cut off from all others. */
    PARTITION
  }

  /**
   * The moment of a failure: as soon as the nodes together have {@code part} of everything, and the
   * first source has sent {@code copies} copies. Both 0: at the start.
   */
  public record Moment(double part, double copies) {
    /** At the start. */
    public static final Moment START = new Moment(0, 0);
  }

  /** A number of nodes, or a part of all nodes; one of the two is 0. */
  public record Victims(int number, double part) {
    /** No nodes. */
    public static final Victims NONE = new Victims(0, 0);

    /** Returns the number of victims among {@code nodes} nodes. */
    int of(int nodes) {
      return Math.min(nodes, number + (int) Math.ceil(part * nodes));
    }
  }

  /** Reports whether it can only happen to nodes that the comparison has started itself. */
  public boolean needsOwnNodes() {
    return kind != Kind.SLOW && kind != Kind.MODE;
  }

  /** Returns the number of additional nodes needed for {@code nodes} nodes. */
  int others(int nodes) {
    return kind == Kind.CORRUPT ? victims.of(nodes) : 0;
  }

  /** Returns how many of {@code nodes} nodes must be separate processes that can be killed. */
  int killable(int nodes) {
    return kind == Kind.NODES || kind == Kind.FREEZE ? victims.of(nodes) : 0;
  }
}
