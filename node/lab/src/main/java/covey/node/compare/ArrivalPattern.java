package covey.node.compare;

import covey.node.compare.CrowdModel.Outcome;
import covey.node.theory.FluidModel;
import covey.node.theory.SharedServer;
import java.util.Arrays;

/** How the nodes of a {@link CrowdModel} come and go, and what theory says of each way. */
enum ArrivalPattern {
  /** All at once. */
  FLASH("flash crowd"),

  /** One after the other, and all stay: {@link CrowdModel#arrivals}. */
  STEADY("steady"),

  /** All at once, and one in ten leaves on the way and is replaced: {@link CrowdModel#CHURNED}. */
  CHURN("churn");

  private final String words;

  ArrivalPattern(String words) {
    this.words = words;
  }

  /** As {@link SimulatedResult} has it. */
  String words() {
    return words;
  }

  /** What the nodes' own scheduler makes of it; at most {@link CrowdModel#SIMULATED_MAX} nodes. */
  Outcome simulated(CrowdModel crowd) {
    return switch (this) {
      case FLASH -> crowd.simulate(crowd.flash());
      case STEADY -> crowd.simulateSteady(crowd.steady());
      case CHURN -> crowd.simulate(crowd.churn());
    };
  }

  /** What the fluid model says of a swarm: the crowd's nodes, the model's share. */
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

  /** What one server takes. */
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
    // The k-th to be done cannot be done before k copies were sent.
    double copies = (crowd.nodes() + 1) / 2.0 * crowd.sizeBytes() / up;
    double queued = copies - Arrays.stream(arrivals).average().orElse(0);
    double bound = Math.max(aloneSeconds, queued);
    return new Outcome(server.meanSeconds(arrivals), bound, crowd.nodes());
  }
}
