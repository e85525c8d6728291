package covey.node.compare;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predictions for more nodes than there are machines. The swarm is simulated for up to 10,000 nodes
 * and computed by the fluid model beyond; central is always computed by its closed form.
 *
 * <p>Steady arrivals are N nodes that arrive at random within the time in which one could send 10
 * copies, and stay. In churn, one node in ten of a flash crowd leaves at a random time and is
 * replaced. A share is simulated with pieces of at most 64 KiB. If it has too many of them (more
 * than 256 above 1,000 nodes), a smaller share is simulated and its times are scaled; a piece is
 * then a larger part of the share, so the times are too long rather than too short.
 */
public final class Extrapolation {
  /** The largest number of nodes for which the fluid model was validated. */
  public static final int NODES_MAX = 1_000_000;

  /** The number of nodes that calibrates the fluid model if no given number can be simulated. */
  private static final int CALIBRATED_NODES = 200;

  private final long sizeBytes;
  private final LinkRates links;
  private final Watcher watcher;
  private final List<SimulatedResult> results = new ArrayList<>();

  private Extrapolation(long sizeBytes, LinkRates links, Watcher watcher) {
    this.sizeBytes = sizeBytes;
    this.links = links;
    this.watcher = watcher;
  }

  /** Observes the progress, on the thread that calls {@link Extrapolation#of}. */
  public interface Watcher {
    /**
     * A computation begins that may take up to a minute.
     *
     * @param nodes the number of nodes
     * @param arrival "flash crowd", "steady" or "churn"
     * @param method "simulator" or "fluid"
     */
    void at(int nodes, String arrival, String method);
  }

  /**
   * Returns predictions of three modes for every number of nodes, for a flash crowd, then steady
   * arrivals, then churn.
   *
   * @param nodes each 1 to 1,000,000; taken in ascending order
   * @param sizeBytes of the share, 1 or more
   * @param links uplinks of more than 0
   * @throws IllegalArgumentException if an argument is out of range
   * @throws InterruptedException between two simulations, if the thread was interrupted
   */
  public static List<SimulatedResult> of(
      List<Integer> nodes, long sizeBytes, LinkRates links, Watcher watcher)
      throws InterruptedException {
    boolean outOfRange = nodes.stream().anyMatch(n -> n < 1 || n > NODES_MAX);
    if (outOfRange || sizeBytes < 1 || !links.flows()) {
      throw new IllegalArgumentException(nodes + " nodes, " + sizeBytes + " bytes, " + links);
    }
    Extrapolation scale = new Extrapolation(sizeBytes, links, watcher);
    List<Integer> ascending = nodes.stream().sorted().distinct().toList();
    for (ArrivalPattern arrival : ArrivalPattern.values()) {
      scale.addAll(arrival, ascending);
    }
    return List.copyOf(scale.results);
  }

  private void addAll(ArrivalPattern arrival, List<Integer> ascending) throws InterruptedException {
    Calibration calibration = null;
    for (int nodes : ascending) {
      CrowdModel crowd = new CrowdModel(nodes, sizeBytes, links);
      add("central", "fluid", arrival, crowd, arrival.central(crowd));
      CrowdModel.Outcome swarm;
      if (nodes <= CrowdModel.SIMULATED_MAX) {
        swarm = simulated(arrival, crowd);
        calibration = Calibration.of(crowd, arrival, swarm);
      } else {
        calibration = calibrated(arrival, calibration);
        begin(nodes, arrival, "fluid");
        swarm = calibration.applied(arrival, crowd);
      }
      String method = nodes <= CrowdModel.SIMULATED_MAX ? "simulator" : "fluid";
      add("tracker", method, arrival, crowd, swarm);
      add("p2p", method, arrival, crowd, swarm);
    }
  }

  private Calibration calibrated(ArrivalPattern arrival, @Nullable Calibration known)
      throws InterruptedException {
    if (known != null) {
      return known;
    }
    CrowdModel crowd = new CrowdModel(CALIBRATED_NODES, sizeBytes, links);
    return Calibration.of(crowd, arrival, simulated(arrival, crowd));
  }

  private CrowdModel.Outcome simulated(ArrivalPattern arrival, CrowdModel crowd)
      throws InterruptedException {
    begin(crowd.nodes(), arrival, "simulator");
    return arrival.simulated(crowd);
  }

  private void begin(int nodes, ArrivalPattern arrival, String method) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("before " + nodes + " nodes, " + arrival.words());
    }
    watcher.at(nodes, arrival.words(), method);
  }

  private void add(
      String mode,
      String method,
      ArrivalPattern arrival,
      CrowdModel crowd,
      CrowdModel.Outcome outcome) {
    results.add(
        new SimulatedResult(
            mode,
            method,
            arrival.words(),
            crowd.nodes(),
            new SimulatedResult.Prediction(
                outcome.seconds(),
                outcome.boundSeconds(),
                (long) (outcome.seedCopies() * sizeBytes))));
  }
}
