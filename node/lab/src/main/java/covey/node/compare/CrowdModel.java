package covey.node.compare;

import covey.node.simulate.Conditions;
import covey.node.simulate.FaultSchedule;
import covey.node.simulate.NodeProfile;
import covey.node.simulate.Scenario;
import covey.node.simulate.Simulation;
import covey.node.simulate.SimulationResult;
import covey.node.theory.FluidModel;
import covey.node.theory.SteadySwarm;
import covey.protocol.content.PieceGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A number of nodes that want the same share, as input of the simulator and the fluid model.
 *
 * @param nodes the number of nodes that download, 1 or more
 * @param sizeBytes of the share, 1 or more
 * @param links the links of every node
 */
record CrowdModel(int nodes, long sizeBytes, LinkRates links) {
  /** The largest number of nodes that the simulator takes. */
  static final int SIMULATED_MAX = 10_000;

  /** The part of the nodes that leaves during a download and is replaced, in churn. */
  static final double CHURNED = 0.1;

  /** Steady arrivals are spread over the time in which one node could send this many copies. */
  private static final double STEADY_COPIES = 10;

  /**
   * The approximate number of HAVE messages that a simulation may send; a million take three
   * seconds.
   */
  private static final long NEWS_MAX = 16_000_000;

  /** More pieces do not change the result. */
  private static final int PIECES_MAX = 4_096;

  private static final int LARGE = 1_000;
  private static final int LARGE_PIECES = 256;

  /**
   * Larger pieces cost time and do not change the result; a larger share is simulated as a smaller
   * one.
   */
  private static final int PIECE_BYTES_MAX = 64 << 10;

  private static final long SEED = 1;

  /** The outcome of a simulation, with seconds as in {@link SimulatedResult}. */
  record Outcome(double seconds, double boundSeconds, double seedCopies) {}

  /** Returns the largest number of pieces of a simulation. */
  int piecesMax() {
    int known = Math.min(nodes, Conditions.of(nodes + 1).neighbours());
    long pieces = NEWS_MAX / ((long) nodes * known);
    return nodes > LARGE ? LARGE_PIECES : Math.clamp(pieces, 1, PIECES_MAX);
  }

  /** Returns the number of pieces of a share. */
  static long pieces(long sizeBytes) {
    return Math.ceilDiv(sizeBytes, (long) PieceGeometry.chooseLengthBytes(sizeBytes));
  }

  /** Returns the fluid model of the actual share. */
  FluidModel model() {
    return model(sizeBytes, pieces(sizeBytes));
  }

  /** Returns the fluid model of the share as it is simulated. */
  FluidModel simulatedModel() {
    Scenario scenario = flash();
    return model(scenario.sizeBytes(), scenario.pieceCount());
  }

  private FluidModel model(long bytes, long pieces) {
    return new FluidModel(bytes, pieces, links.uplinks(nodes), links.downBytesPerSecond());
  }

  /**
   * Returns a flash crowd that downloads from one seed, with as many pieces as can be simulated.
   */
  Scenario flash() {
    int pieceBytes = Math.min(PIECE_BYTES_MAX, PieceGeometry.chooseLengthBytes(sizeBytes));
    long bytes = Math.min(sizeBytes, (long) piecesMax() * pieceBytes);
    Scenario scenario =
        Scenario.equal(nodes, bytes, pieceBytes, (double) links.upBytesPerSecond())
            .withSeed(SEED)
            .withNodes(profiles());
    if (links.latencySeconds() > 0) {
      long nanos = (long) (links.latencySeconds() * 1e9);
      scenario = scenario.under(scenario.conditions().withDelay(nanos));
    }
    return scenario;
  }

  /** The seed, then the nodes, each with its link. */
  private List<NodeProfile> profiles() {
    List<NodeProfile> all = new ArrayList<>(nodes + 1);
    all.add(NodeProfile.seed((double) links.serverUpBytesPerSecond()));
    for (int i = 0; i < nodes; i++) {
      NodeProfile peer = NodeProfile.peer((double) links.upOf(i));
      boolean limited = links.downBytesPerSecond() > 0;
      all.add(limited ? peer.withDown((double) links.downBytesPerSecond()) : peer);
    }
    return all;
  }

  /** Returns a flash crowd of which some nodes leave and are replaced. */
  Scenario churn() {
    int leaving = (int) Math.ceil(nodes * CHURNED);
    return new FaultSchedule(leaving, 0, 0, 0, 0).in(flash());
  }

  /** Returns nodes that arrive one after the other and stay when they are complete. */
  Scenario steady() {
    Scenario scenario = flash();
    double[] arrivals = arrivals(scenario.sizeBytes());
    List<NodeProfile> all = new ArrayList<>(scenario.nodes());
    for (int i = 0; i < arrivals.length; i++) {
      all.set(i + 1, all.get(i + 1).joiningAt((long) (arrivals[i] * 1e9)));
    }
    return scenario.withNodes(all);
  }

  /** Runs {@link #flash} or {@link #churn}; the times are scaled to the actual share. */
  Outcome simulate(Scenario scenario) {
    SimulationResult result = run(scenario);
    return new Outcome(
        result.timing().lastSeconds() * scale(scenario),
        scenario.boundSeconds() * scale(scenario),
        result.uplinks().seedCopies());
  }

  /** Runs {@link #steady}; the seconds are the mean over the nodes, each from its arrival. */
  Outcome simulateSteady(Scenario scenario) {
    SimulationResult result = run(scenario);
    double came =
        scenario.nodes().stream()
            .filter(n -> !n.seed())
            .mapToDouble(n -> n.presence().joinNanos() / 1e9)
            .average()
            .orElse(0);
    double seconds = (result.timing().meanSeconds() - came) * scale(scenario);
    return new Outcome(seconds, steadyBoundSeconds(), result.uplinks().seedCopies());
  }

  private SimulationResult run(Scenario scenario) {
    SimulationResult result = Simulation.run(scenario);
    if (!result.complete()) {
      throw new IllegalStateException(
          "not all of " + nodes + " simulated nodes completed, seed " + scenario.seed());
    }
    return result;
  }

  private double scale(Scenario scenario) {
    return sizeBytes / (double) scenario.sizeBytes();
  }

  /** Returns the arrival times of a steady crowd in seconds, ascending, as in a Poisson process. */
  double[] arrivals() {
    return arrivals(sizeBytes);
  }

  private double[] arrivals(long bytes) {
    double spread = STEADY_COPIES * bytes / links.upBytesPerSecond();
    return new SplittableRandom(SEED).doubles(nodes, 0, spread).sorted().toArray();
  }

  /** Returns the fluid model of {@link #steady}. */
  SteadySwarm steadyModel(FluidModel model) {
    double perSecond = nodes / (STEADY_COPIES * model.fileBytes() / links.upBytesPerSecond());
    return new SteadySwarm(model, new SteadySwarm.Arrivals(perSecond, 0));
  }

  /**
   * Returns the bound: no node receives faster than its downlink, or than all others together send.
   */
  double steadyBoundSeconds() {
    double others = links.serverUpBytesPerSecond() + links.allUps(nodes) - links.slowestUp();
    double down = links.downBytesPerSecond();
    return sizeBytes / (down == 0 ? others : Math.min(others, down));
  }
}
