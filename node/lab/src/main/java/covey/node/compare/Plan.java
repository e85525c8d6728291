package covey.node.compare;

import covey.node.theory.FluidModel;
import java.util.List;

/**
 * The predicted time of each mode for a flash crowd, and the mode to use. The names of the
 * components are the keys of {@code covey plan --json}.
 *
 * @param nodes the number of nodes that download
 * @param sizeBytes of the share
 * @param modes central, tracker and p2p, in this order
 * @param use the mode to use
 */
public record Plan(int nodes, long sizeBytes, List<PlannedMode> modes, String use) {
  /** From this ratio of central's time to the swarm's on, a swarm is recommended. */
  private static final double WORTH = 1.1;

  /** The number of HAVE messages in a simulation that takes about half a second in a cold JVM. */
  private static final long NEWS_MAX = 100_000;

  private static final int CALIBRATED_NODES = 16;
  private static final long CALIBRATED_BYTES = 8 << 20;

  /** Copies the list. */
  public Plan {
    modes = List.copyOf(modes);
  }

  /**
   * One mode.
   *
   * @param mode central, tracker or p2p
   * @param seconds until the last node has it
   * @param boundSeconds the least time that any way of distributing from these senders needs
   * @param serverBytes bytes sent by the server or the seed
   * @param nodeBytes bytes sent by each node, on average
   * @param method "simulated" or "fluid model"
   */
  public record PlannedMode(
      String mode,
      double seconds,
      double boundSeconds,
      long serverBytes,
      long nodeBytes,
      String method) {}

  /**
   * Returns a plan in well below a second, without running a node.
   *
   * @param nodes 1 to {@link Extrapolation#NODES_MAX}
   * @param sizeBytes 1 or more, and less than 2^63 for all nodes together
   * @param links uplinks of more than 0
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static Plan of(int nodes, long sizeBytes, LinkRates links) {
    if (sizeBytes < 1
        || nodes < 1
        || nodes > Extrapolation.NODES_MAX
        || sizeBytes > Long.MAX_VALUE / nodes) {
      throw new IllegalArgumentException(nodes + " nodes, " + sizeBytes + " bytes");
    }
    CrowdModel crowd = new CrowdModel(nodes, sizeBytes, links);
    FluidModel model = crowd.model();
    double bound = model.swarmBoundSeconds(nodes);
    boolean small =
        (long) nodes * nodes * model.pieces() <= NEWS_MAX && crowd.simulatedModel().equals(model);
    CrowdModel.Outcome swarm =
        small
            ? ArrivalPattern.FLASH.simulated(crowd)
            : calibration(crowd).applied(ArrivalPattern.FLASH, crowd);
    String method = small ? "simulated" : "fluid model";
    double central = model.centralSeconds(nodes);
    long all = nodes * sizeBytes;
    long seeded = Math.min(all, (long) (swarm.seedCopies() * sizeBytes));
    long passedOn = (all - seeded) / nodes;
    boolean alone = nodes == 1 || central < WORTH * swarm.seconds();
    return new Plan(
        nodes,
        sizeBytes,
        List.of(
            new PlannedMode("central", central, central, all, 0, "fluid model"),
            new PlannedMode("tracker", swarm.seconds(), bound, seeded, passedOn, method),
            new PlannedMode("p2p", swarm.seconds(), bound, seeded, passedOn, method)),
        alone ? "central" : "p2p");
  }

  private static Calibration calibration(CrowdModel crowd) {
    int some = Math.min(crowd.nodes(), CALIBRATED_NODES);
    CrowdModel few =
        new CrowdModel(some, Math.min(crowd.sizeBytes(), CALIBRATED_BYTES), crowd.links());
    return Calibration.of(few, ArrivalPattern.FLASH, ArrivalPattern.FLASH.simulated(few));
  }
}
