package covey.node.theory;

import covey.node.theory.Bounds.Uplinks;

/**
 * The time in which a file of F bytes in M pieces reaches N nodes that all want it at once, as a
 * flow without latency, processors or randomness. Closed forms: the cost does not depend on N.
 *
 * <p>Time of the last node is the bound of Kumar and Ross (2006) and the pieces' term of Mundinger,
 * Weber and Weiss (2008), which for equal uplinks C is (F/C)·(1 + ⌊log2 N⌋/M): a piece passes ⌊log2
 * N⌋ nodes, and each forwards it only once it is whole. For other links, a hop costs the time of a
 * piece at a peer's rate, and the seed begins with u_s/u nodes at once. {@code Calibration}
 * measures in the simulator what nodes need beyond that.
 *
 * @param fileBytes F, 1 or more
 * @param pieces M, 1 or more
 * @param up the uplink of the seed or server, more than 0, and of each node, 0 or more
 * @param downBytesPerSecond the downlink of each node; 0 for no limit
 */
public record FluidModel(long fileBytes, long pieces, Uplinks up, double downBytesPerSecond) {
  /** Throws IllegalArgumentException if a figure is out of its range. */
  public FluidModel {
    boolean isShare = fileBytes >= 1 && pieces >= 1;
    boolean isFlowing = up.seedBytesPerSecond() > 0 && up.peerBytesPerSecond() >= 0;
    if (!isShare || !isFlowing || !(downBytesPerSecond >= 0)) {
      throw new IllegalArgumentException(
          fileBytes + " bytes in " + pieces + " pieces by " + up + ", down " + downBytesPerSecond);
    }
  }

  /**
   * Returns the seconds until one server alone has served {@code nodes}, 1 or more: the bound
   * itself.
   */
  public double centralSeconds(int nodes) {
    checkNodes(nodes);
    return Bounds.clientServerSeconds(
        fileBytes, nodes, up.seedBytesPerSecond(), downBytesPerSecond);
  }

  /** Returns the lower bound for a swarm of this many nodes, 1 or more, in seconds. */
  public double swarmBoundSeconds(int nodes) {
    checkNodes(nodes);
    return Bounds.peerToPeerSeconds(fileBytes, nodes, up, downBytesPerSecond);
  }

  /**
   * Returns the seconds until the last of {@code nodes}, 1 or more, has the file from the seed and
   * the others; never more than from the seed alone.
   */
  public double swarmSeconds(int nodes) {
    return Math.min(centralSeconds(nodes), swarmBoundSeconds(nodes) + hopSeconds(nodes));
  }

  /**
   * Returns the number of hops after which {@code nodes}, 1 or more, have a piece: ⌊log2⌋ of the
   * nodes for each that has it from the seed at once; 0 if nodes send nothing.
   */
  public int hops(int nodes) {
    checkNodes(nodes);
    double rate = up.peerBytesPerSecond();
    double forEachFirst = nodes * rate / Math.max(rate, up.seedBytesPerSecond());
    return rate == 0 || forEachFirst < 2 ? 0 : Math.getExponent(forEachFirst);
  }

  /** Returns the time of one hop of one piece, in seconds; infinite if nodes send nothing. */
  public double pieceSeconds() {
    return fileBytes / (double) pieces / Math.min(up.peerBytesPerSecond(), downLimit());
  }

  /**
   * Returns the bytes that the seed sends: its part of all uplinks, but at least one copy. The
   * other nodes send the rest of N·F.
   */
  public double seedBytes(int nodes) {
    checkNodes(nodes);
    double part = up.seedBytesPerSecond() / allBytesPerSecond(nodes);
    return Math.max(1, nodes * part) * fileBytes;
  }

  /**
   * As {@link #swarmSeconds}, with nodes that give up at a rate of {@code abortsPerSecond} each
   * (theta) until the bound, each replaced by a new one. A node that gives up wastes half a file on
   * average, so T·(u_s + N·u) = N·F + theta·N·F·T/2; the last node to join still needs a whole
   * file. Infinite if more is wasted than can be sent.
   */
  public double churnSeconds(int nodes, double abortsPerSecond) {
    double bound = swarmBoundSeconds(nodes);
    double churned = churned(nodes, abortsPerSecond, bound, allBytesPerSecond(nodes));
    return Math.max(swarmSeconds(nodes), churned + hopSeconds(nodes));
  }

  /** As above, from the server alone. */
  public double centralChurnSeconds(int nodes, double abortsPerSecond) {
    double bound = centralSeconds(nodes);
    return Math.max(bound, churned(nodes, abortsPerSecond, bound, up.seedBytesPerSecond()));
  }

  private double churned(int nodes, double abortsPerSecond, double bound, double bytesPerSecond) {
    double kept = bytesPerSecond - abortsPerSecond * nodes * fileBytes / 2;
    if (kept <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    double gone = nodes * abortsPerSecond * bound;
    double lastComes = bound * gone / (gone + 1);
    double late = lastComes + fileBytes / Math.min(downLimit(), bytesPerSecond);
    return Math.max(nodes * (double) fileBytes / kept, late);
  }

  /**
   * Returns the usable fraction of a peer's uplink with this many pieces; see {@link SteadySwarm}.
   */
  double effectiveness() {
    return 1 - Math.max(Math.log((double) pieces), pieces == 1 ? 1 : 0) / pieces;
  }

  /** Returns the downlink in bytes per second; infinite if it has no limit. */
  double downLimit() {
    return downBytesPerSecond == 0 ? Double.POSITIVE_INFINITY : downBytesPerSecond;
  }

  private double hopSeconds(int nodes) {
    int hops = hops(nodes);
    return hops == 0 ? 0 : hops * pieceSeconds();
  }

  private double allBytesPerSecond(int nodes) {
    return up.seedBytesPerSecond() + nodes * up.peerBytesPerSecond();
  }

  private static void checkNodes(int nodes) {
    if (nodes < 1) {
      throw new IllegalArgumentException(nodes + " nodes, expected 1 or more");
    }
  }
}
