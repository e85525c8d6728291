package covey.node.simulate;

import covey.node.simulate.NodeProfile.Behaviour;
import java.util.List;
import java.util.function.Predicate;

/** The earliest time at which the last node can complete (Kumar & Ross 2006), with churn. */
final class CompletionBound {
  private static final double SECONDS_MAX = 1e9;
  private static final int HALVINGS = 80;

  private CompletionBound() {}

  static double seconds(Scenario scenario) {
    double size = scenario.sizeBytes();
    double lacking = 0;
    double slowest = 0;
    for (NodeProfile node : scenario.nodes()) {
      if (node.mustComplete()) {
        double lacks = size * (1 - node.held().to() + node.held().from());
        lacking += lacks;
        slowest = Math.max(slowest, node.receivedSeconds(lacks));
      }
    }
    double once = soonest(scenario.nodes(), node -> node.held().to() > node.held().from(), size);
    double all = soonest(scenario.nodes(), _ -> true, lacking);
    return Math.max(slowest, Math.max(once, all));
  }

  /** Returns the earliest time by which some of the honest nodes can have sent this many bytes. */
  private static double soonest(
      List<NodeProfile> nodes, Predicate<NodeProfile> some, double bytes) {
    List<NodeProfile> senders =
        nodes.stream().filter(some).filter(n -> n.behaviour() == Behaviour.HONEST).toList();
    double early = 0;
    double late = SECONDS_MAX;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (early + late) / 2;
      if (senders.stream().mapToDouble(node -> node.sendableBytes(middle)).sum() < bytes) {
        early = middle;
      } else {
        late = middle;
      }
    }
    return late;
  }
}
