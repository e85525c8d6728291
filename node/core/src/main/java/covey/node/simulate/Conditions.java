package covey.node.simulate;

import java.util.List;

/**
 * The network between nodes, the same for all.
 *
 * @param delayNanos from any node to any other
 * @param verifyNanos from a piece's last block to its verification
 * @param neighbours the number of other nodes up to which a node knows all of them; with more, it
 *     dials half this number, chosen at random, and is dialled by about as many
 * @param stallShare the fraction of the time during which a direction of a connection stalls, as by
 *     packet loss
 * @param stallNanos the length of a stall
 * @param directoryAway when the directory does not answer: nodes that join or look for others then
 *     find them once it is back; existing connections are not affected
 */
public record Conditions(
    long delayNanos,
    long verifyNanos,
    int neighbours,
    double stallShare,
    long stallNanos,
    List<Absence> directoryAway) {
  /** The number of nodes that a node dials: the bound of {@code PeerFinder}. */
  private static final int NEIGHBOURS_MAX = 200;

  /** With fewer, paths between nodes become long. */
  private static final int NEIGHBOURS_MIN = 12;

  /**
   * The sum of all nodes' neighbours: each is told of each piece, which dominates the cost of a
   * run.
   */
  private static final int NEIGHBOURS_OF_ALL = 120_000;

  /**
   * Copies the list. Throws IllegalArgumentException if there are no neighbours or a link stalls
   * for more than half of the time.
   */
  public Conditions {
    if (neighbours < 1 || stallShare < 0 || stallShare > 0.5 || stallNanos < 0) {
      throw new IllegalArgumentException(
          neighbours + " neighbours, stalls " + stallShare + " of the time: expected 1, up to 0.5");
    }
    directoryAway = List.copyOf(directoryAway);
  }

  /**
   * Returns the default: 1 ms between nodes and for a verification, no stalls, and 200 neighbours,
   * or fewer in a large swarm to keep the simulation fast: 12 of 10,000.
   */
  public static Conditions of(int nodes) {
    int neighbours = Math.clamp(NEIGHBOURS_OF_ALL / nodes, NEIGHBOURS_MIN, NEIGHBOURS_MAX);
    return new Conditions(1_000_000, 1_000_000, neighbours, 0, 0, List.of());
  }

  /** Returns a copy with another delay. */
  public Conditions withDelay(long nanos) {
    return new Conditions(nanos, verifyNanos, neighbours, stallShare, stallNanos, directoryAway);
  }

  /** Returns a copy with another number of neighbours. */
  public Conditions withNeighbours(int number) {
    return new Conditions(delayNanos, verifyNanos, number, stallShare, stallNanos, directoryAway);
  }

  /**
   * Returns a copy in which connections stall for {@code nanos} at a time, a given fraction of the
   * time.
   */
  public Conditions stalling(double share, long nanos) {
    return new Conditions(delayNanos, verifyNanos, neighbours, share, nanos, directoryAway);
  }

  /** Returns a copy in which the directory is away at times. */
  public Conditions withDirectoryAway(List<Absence> times) {
    return new Conditions(delayNanos, verifyNanos, neighbours, stallShare, stallNanos, times);
  }

  /** Returns when the directory answers a request made at a time; Long.MAX_VALUE for never. */
  long answeredNanos(long askedNanos) {
    long answered = askedNanos;
    for (Absence away : directoryAway) {
      if (answered >= away.fromNanos() && answered < away.toNanos()) {
        answered = away.toNanos();
      }
    }
    return answered;
  }
}
