package covey.node.simulate;

import java.util.List;

/**
 * What lies between nodes, the same for all.
 *
 * @param delayNanos from any node to any other
 * @param verifyNanos from a piece's last block to its verification
 * @param neighbours a node knows all others if they are no more than these; otherwise it dials half
 *     as many, chosen at random, and is dialled by about as many again
 * @param stallShare the part of the time for which a connection's direction stalls, as by loss
 * @param stallNanos how long it then stalls
 * @param directoryAway when the directory answers nobody: who then comes, or looks for others,
 *     finds them when it is back; what is connected goes on
 */
public record Conditions(
    long delayNanos,
    long verifyNanos,
    int neighbours,
    double stallShare,
    long stallNanos,
    List<Away> directoryAway) {
  /** As many as a node dials, {@code PeerFinder}'s bound. */
  private static final int NEIGHBOURS_MAX = 200;

  /** Fewer would make the way from node to node long. */
  private static final int NEIGHBOURS_MIN = 12;

  /** All neighbours of all nodes: each is told of each piece, and that is what a run costs. */
  private static final int NEIGHBOURS_OF_ALL = 120_000;

  /**
   * Copies the list. Throws IllegalArgumentException if nobody is known or a link stalls half of
   * the time.
   */
  public Conditions {
    if (neighbours < 1 || stallShare < 0 || stallShare > 0.5 || stallNanos < 0) {
      throw new IllegalArgumentException(
          neighbours + " neighbours, stalls " + stallShare + " of the time: expected 1, up to 0.5");
    }
    directoryAway = List.copyOf(directoryAway);
  }

  /**
   * 1 ms between nodes and for a verification, no stalls; 200 neighbours, or in a large swarm, for
   * the sake of the simulation, fewer: 12 among 10,000.
   */
  public static Conditions of(int nodes) {
    int neighbours = Math.clamp(NEIGHBOURS_OF_ALL / nodes, NEIGHBOURS_MIN, NEIGHBOURS_MAX);
    return new Conditions(1_000_000, 1_000_000, neighbours, 0, 0, List.of());
  }

  /** With another delay. */
  public Conditions withDelay(long nanos) {
    return new Conditions(nanos, verifyNanos, neighbours, stallShare, stallNanos, directoryAway);
  }

  /** With another number of neighbours. */
  public Conditions withNeighbours(int number) {
    return new Conditions(delayNanos, verifyNanos, number, stallShare, stallNanos, directoryAway);
  }

  /** With connections that stall for {@code nanos} so that they stall a share of the time. */
  public Conditions stalling(double share, long nanos) {
    return new Conditions(delayNanos, verifyNanos, neighbours, share, nanos, directoryAway);
  }

  /** With a directory that is away at times. */
  public Conditions withDirectoryAway(List<Away> times) {
    return new Conditions(delayNanos, verifyNanos, neighbours, stallShare, stallNanos, times);
  }

  /** When a directory answers that is asked at a time; Long.MAX_VALUE for never. */
  long answeredNanos(long askedNanos) {
    long answered = askedNanos;
    for (Away away : directoryAway) {
      if (answered >= away.fromNanos() && answered < away.toNanos()) {
        answered = away.toNanos();
      }
    }
    return answered;
  }
}
