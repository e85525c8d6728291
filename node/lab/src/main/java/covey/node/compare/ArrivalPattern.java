package covey.node.compare;

import covey.node.compare.CrowdModel.Outcome;
import covey.node.theory.FluidModel;
import covey.node.theory.SharedServer;
import java.util.Arrays;

/**
 * How the nodes of a {@link CrowdModel} arrive and leave, and what theory predicts for each
 * pattern.
 */
enum ArrivalPattern {
  /** All at once. */
  FLASH("flash crowd"),

  /** One after the other, and all stay; see {@link CrowdModel#arrivals}. */
  STEADY("steady"),

  /**
   * All at once, but one in ten leaves during the download and is replaced; see {@link
   * CrowdModel#CHURNED}.
   */
  CHURN("churn");

  private final String words;

  ArrivalPattern(String words) {
    this.words = words;
  }

  /** The pattern's name in {@link SimulatedResult}. */
  String words() {
    return words;
  }

  /**
   * Simulates it with the nodes' own scheduler, for at most {@link CrowdModel#SIMULATED_MAX} nodes.
   */
  Outcome simulated(CrowdModel crowd) {
    return switch (this) {
      case FLASH -> crowd.simulate(crowd.flash());
      case STEADY -> crowd.simulateSteady(crowd.steady());
      case CHURN -> crowd.simulate(crowd.churn());
    };
  }

  /**
   * Returns the fluid model's prediction for a swarm of the crowd's nodes and the model's share.
   */
  Outcome fluid(CrowdModel crowd, FluidModel model) {
    int nodes = crowd.nodes();
    double bound = model.swarmBoundSeconds(nodes);
    if (this == STEADY) {
      bound = crowd.steadyBoundSeconds() * model.fileBytes() / crowd.sizeBytes();
    }
    double seconds =
        switch (this) {
          case FLASH -> model.swarmSeconds(nodes);
          case STEADY -> Math.max(bound, crowd.steadyModel(model).meanSeconds(nodes));
          case CHURN -> model.churnSeconds(nodes, CrowdModel.CHURNED / bound);
        };
    return new Outcome(seconds, bound, model.seedBytes(nodes) / model.fileBytes());
  }

  /** Returns the prediction for a single server. */
  Outcome central(CrowdModel crowd) {
    int nodes = crowd.nodes();
    FluidModel model = crowd.model();
    double bound = model.centralSeconds(nodes);
    return switch (this) {
      case FLASH -> new Outcome(bound, bound, nodes);
      case STEADY -> centralSteady(crowd, model.centralSeconds(1));
      case CHURN -> {
        double seconds = model.centralChurnSeconds(nodes, CrowdModel.CHURNED / bound);
        yield new Outcome(seconds, bound, nodes * (1 + CrowdModel.CHURNED / 2));
      }
    };
  }

  private static Outcome centralSteady(CrowdModel crowd, double aloneSeconds) {
    LinkRates links = crowd.links();
    double up = links.serverUpBytesPerSecond();
    SharedServer server = new SharedServer(crowd.sizeBytes(), up, links.downBytesPerSecond());
    double[] arrivals = crowd.arrivals();
    // The k-th node cannot complete before k copies have been sent.
    double copies = (crowd.nodes() + 1) / 2.0 * crowd.sizeBytes() / up;
    double queued = copies - Arrays.stream(arrivals).average().orElse(0);
    double bound = Math.max(aloneSeconds, queued);
    return new Outcome(server.meanSeconds(arrivals), bound, crowd.nodes());
  }
}
