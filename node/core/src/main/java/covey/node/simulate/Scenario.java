package covey.node.simulate;

import covey.node.swarm.PieceLengths;
import covey.node.swarm.SwarmSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The input of a simulation: one share and the nodes that have or want it.
 *
 * @param seed the random seed
 * @param content the share, one file
 * @param conditions the network between the nodes
 * @param killSeedsAfterCopies the number of copies sent after which the seeds are killed; 0 for
 *     never
 * @param settings of all cores
 * @param nodes the nodes that take part
 * @param traced whether the result keeps every event
 */
public record Scenario(
    long seed,
    Content content,
    Conditions conditions,
    double killSeedsAfterCopies,
    SwarmSettings settings,
    List<NodeProfile> nodes,
    boolean traced)
    implements PieceLengths {
  /** The size of a share of one file and the length of its pieces. */
  public record Content(long sizeBytes, int pieceBytes) {
    /** Throws IllegalArgumentException if either is less than 1. */
    public Content {
      if (sizeBytes < 1 || pieceBytes < 1) {
        throw new IllegalArgumentException("share of " + sizeBytes + " / " + pieceBytes + " bytes");
      }
    }
  }

  /** Copies the list. */
  public Scenario {
    nodes = List.copyOf(nodes);
  }

  /**
   * Returns a scenario of one seed and {@code peers} other nodes with equal uplinks, 1 ms apart.
   */
  public static Scenario equal(int peers, long sizeBytes, int pieceBytes, double upBytesPerSecond) {
    List<NodeProfile> nodes = new ArrayList<>();
    nodes.add(NodeProfile.seed(upBytesPerSecond));
    nodes.addAll(Collections.nCopies(peers, NodeProfile.peer(upBytesPerSecond)));
    Conditions conditions = Conditions.of(nodes.size());
    SwarmSettings settings = SwarmSettings.defaults();
    return new Scenario(
        1, new Content(sizeBytes, pieceBytes), conditions, 0, settings, nodes, false);
  }

  /** Returns a copy with another random seed. */
  public Scenario withSeed(long other) {
    return new Scenario(other, content, conditions, killSeedsAfterCopies, settings, nodes, traced);
  }

  /** Returns a copy with another node at an index. */
  public Scenario withNode(int index, NodeProfile profile) {
    List<NodeProfile> others = new ArrayList<>(nodes);
    others.set(index, profile);
    return withNodes(others);
  }

  /** Returns a copy with other nodes. */
  public Scenario withNodes(List<NodeProfile> others) {
    return new Scenario(seed, content, conditions, killSeedsAfterCopies, settings, others, traced);
  }

  /** Returns a copy whose seeds are killed after sending this many copies. */
  public Scenario killingSeedsAfter(double copies) {
    return new Scenario(seed, content, conditions, copies, settings, nodes, traced);
  }

  /** Returns a copy with other conditions. */
  public Scenario under(Conditions others) {
    return new Scenario(seed, content, others, killSeedsAfterCopies, settings, nodes, traced);
  }

  /** Returns a copy that keeps a trace. */
  public Scenario tracing() {
    return new Scenario(seed, content, conditions, killSeedsAfterCopies, settings, nodes, true);
  }

  /** Returns the size of the share. */
  public long sizeBytes() {
    return content.sizeBytes;
  }

  /** Returns the length of a piece. */
  public int pieceBytes() {
    return content.pieceBytes;
  }

  @Override
  public int pieceCount() {
    return Math.toIntExact((sizeBytes() + pieceBytes() - 1) / pieceBytes());
  }

  @Override
  public int lengthBytes(int piece) {
    return (int) Math.min(pieceBytes(), sizeBytes() - (long) piece * pieceBytes());
  }

  /**
   * Returns the lower bound for any swarm, in seconds: max(F/u_s, F/d_min, N·F/(u_s + Σu_i)), or,
   * with nodes that come and go, the time by which those present can have sent as much.
   */
  public double boundSeconds() {
    return CompletionBound.seconds(this);
  }
}
