package covey.node.simulate;

import covey.node.swarm.PieceLengths;
import covey.node.swarm.SwarmSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is simulated: one share and the nodes that have or want it, all of which know each other.
 *
 * @param seed of every random choice
 * @param sizeBytes of the share, one file
 * @param pieceBytes the length of a piece
 * @param delayNanos from any node to any other
 * @param verifyNanos from a piece's last block to its verification
 * @param killSeedsAfterCopies seeds are killed when they sent so many copies; 0 for never
 * @param settings of all cores
 * @param nodes who takes part
 * @param traced whether the result keeps every event
 */
public record Scenario(
    long seed,
    long sizeBytes,
    int pieceBytes,
    long delayNanos,
    long verifyNanos,
    double killSeedsAfterCopies,
    SwarmSettings settings,
    List<NodeProfile> nodes,
    boolean traced)
    implements PieceLengths {
  /** Copies the list. Throws IllegalArgumentException if there is nothing to send. */
  public Scenario {
    if (sizeBytes < 1 || pieceBytes < 1) {
      throw new IllegalArgumentException("share of " + sizeBytes + " / " + pieceBytes + " bytes");
    }
    nodes = List.copyOf(nodes);
  }

  /** One seed and {@code peers} others with equal uplinks, 1 ms apart. */
  public static Scenario equal(int peers, long sizeBytes, int pieceBytes, double upBytesPerSecond) {
    List<NodeProfile> nodes = new ArrayList<>();
    nodes.add(NodeProfile.seed(upBytesPerSecond));
    nodes.addAll(Collections.nCopies(peers, NodeProfile.peer(upBytesPerSecond)));
    SwarmSettings settings = SwarmSettings.defaults();
    return new Scenario(1, sizeBytes, pieceBytes, 1_000_000, 1_000_000, 0, settings, nodes, false);
  }

  /** With another seed. */
  public Scenario withSeed(long other) {
    return new Scenario(
        other,
        sizeBytes,
        pieceBytes,
        delayNanos,
        verifyNanos,
        killSeedsAfterCopies,
        settings,
        nodes,
        traced);
  }

  /** With another node in a place, 0 being the first. */
  public Scenario withNode(int index, NodeProfile profile) {
    List<NodeProfile> others = new ArrayList<>(nodes);
    others.set(index, profile);
    return withNodes(others);
  }

  /** With other nodes. */
  public Scenario withNodes(List<NodeProfile> others) {
    return new Scenario(
        seed,
        sizeBytes,
        pieceBytes,
        delayNanos,
        verifyNanos,
        killSeedsAfterCopies,
        settings,
        others,
        traced);
  }

  /** With other settings. */
  public Scenario withSettings(SwarmSettings others) {
    return new Scenario(
        seed,
        sizeBytes,
        pieceBytes,
        delayNanos,
        verifyNanos,
        killSeedsAfterCopies,
        others,
        nodes,
        traced);
  }

  /** With seeds that are killed when they sent so many copies. */
  public Scenario killingSeedsAfter(double copies) {
    return new Scenario(
        seed, sizeBytes, pieceBytes, delayNanos, verifyNanos, copies, settings, nodes, traced);
  }

  /** With another delay between nodes. */
  public Scenario withDelay(long nanos) {
    return new Scenario(
        seed,
        sizeBytes,
        pieceBytes,
        nanos,
        verifyNanos,
        killSeedsAfterCopies,
        settings,
        nodes,
        traced);
  }

  /** With a trace. */
  public Scenario tracing() {
    return new Scenario(
        seed,
        sizeBytes,
        pieceBytes,
        delayNanos,
        verifyNanos,
        killSeedsAfterCopies,
        settings,
        nodes,
        true);
  }

  @Override
  public int pieceCount() {
    return Math.toIntExact((sizeBytes + pieceBytes - 1) / pieceBytes);
  }

  @Override
  public int lengthBytes(int piece) {
    return (int) Math.min(pieceBytes, sizeBytes - (long) piece * pieceBytes);
  }

  /** No swarm can be faster than max(F/u_s, F/d_min, N·F/(u_s + Σu_i)), in seconds. */
  public double boundSeconds() {
    double seeds = 0;
    double peers = 0;
    double slowest = Double.MAX_VALUE;
    int wanting = 0;
    for (NodeProfile node : nodes) {
      if (node.seed()) {
        seeds += node.upBytesPerSecond();
      } else {
        peers += node.upBytesPerSecond();
        slowest = Math.min(slowest, node.downBytesPerSecond());
        wanting++;
      }
    }
    double alone = Math.max(sizeBytes / seeds, sizeBytes / slowest);
    return Math.max(alone, wanting * (double) sizeBytes / (seeds + peers));
  }
}
