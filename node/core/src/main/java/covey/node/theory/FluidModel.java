package covey.node.theory;

import covey.node.theory.Bounds.Uplinks;

/**
 * How long a file of F bytes in M pieces takes to reach N nodes that all want it at once, as bytes
 * that flow without latency, processors or chance. Closed forms: any N costs the same.
 *
 * <p>Time of the last node is the bound of Kumar and Ross (2006) and the pieces' term of Mundinger,
 * Weber and Weiss (2008), which for equal uplinks C is (F/C)·(1 + ⌊log2 N⌋/M): a piece passes ⌊log2
 * N⌋ nodes, and each passes it on only once it has it whole. For other links a hop is taken to cost
 * a piece's time at a peer's rate, and the seed to begin with u_s/u nodes at once. What nodes need
 * beyond that, {@code Calibration} measures in the simulator.
 *
 * @param fileBytes F, 1 or more
 * @param pieces M, 1 or more
 * @param up what the seed, or server, sends (more than 0) and each node (0: nothing)
 * @param downBytesPerSecond what each node can receive; 0: no limit
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

  /** Seconds until one server alone has served all: the bound itself. {@code nodes}: 1 or more. */
  public double centralSeconds(int nodes) {
    checkNodes(nodes);
    return Bounds.clientServerSeconds(
        fileBytes, nodes, up.seedBytesPerSecond(), downBytesPerSecond);
  }

  /** No swarm of so many nodes, 1 or more, can have it sooner, in seconds. */
  public double swarmBoundSeconds(int nodes) {
    checkNodes(nodes);
    return Bounds.peerToPeerSeconds(fileBytes, nodes, up, downBytesPerSecond);
  }

  /**
   * Seconds until the last of {@code nodes}, 1 or more, has it from the seed and the others; never
   * more than from the seed alone.
   */
  public double swarmSeconds(int nodes) {
    return Math.min(centralSeconds(nodes), swarmBoundSeconds(nodes) + hopSeconds(nodes));
  }

  /**
   * How many nodes pass a piece on, one after the other, until {@code nodes}, 1 or more, have it:
   * ⌊log2⌋ of the nodes for each that has it from the seed at once; 0 if nodes send nothing.
   */
  public int hops(int nodes) {
    checkNodes(nodes);
    double rate = up.peerBytesPerSecond();
    double forEachFirst = nodes * rate / Math.max(rate, up.seedBytesPerSecond());
    return rate == 0 || forEachFirst < 2 ? 0 : Math.getExponent(forEachFirst);
  }

  /** What one hop of one piece takes, in seconds; infinite if nodes send nothing. */
  public double pieceSeconds() {
    return fileBytes / (double) pieces / Math.min(up.peerBytesPerSecond(), downLimit());
  }

  /**
   * The bytes that the seed sends: its part of all uplinks, and a copy at least. The others send
   * the rest of N·F.
   */
  public double seedBytes(int nodes) {
    checkNodes(nodes);
    double part = up.seedBytesPerSecond() / allBytesPerSecond(nodes);
    return Math.max(1, nodes * part) * fileBytes;
  }

  /**
   * The same as {@link #swarmSeconds} while nodes give up at a rate of {@code abortsPerSecond} each
   * (theta) until the bound, and another comes for each. One that gives up takes away half a file
   * on average, so that T·(u_s + N·u) = N·F + theta·N·F·T/2; the last that comes still needs a
   * file. Infinite if more is taken away than can be sent.
   */
  public double churnSeconds(int nodes, double abortsPerSecond) {
    double bound = swarmBoundSeconds(nodes);
    double churned = churned(nodes, abortsPerSecond, bound, allBytesPerSecond(nodes));
    return Math.max(swarmSeconds(nodes), churned + hopSeconds(nodes));
  }

  /** The same from the server alone. */
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

  /** The part of a peer's uplink that is of use with so many pieces: see {@link SteadySwarm}. */
  double effectiveness() {
    return 1 - Math.max(Math.log((double) pieces), pieces == 1 ? 1 : 0) / pieces;
  }

  /** The downlink, in bytes a second; infinite if it has no limit. */
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
