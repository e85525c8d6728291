package covey.node.simulate;

import covey.node.simulate.NodeProfile.Behaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The faults of a scenario: each affects one downloader, at most one each, chosen by the scenario's
 * seed. The times are spread over the bound.
 *
 * @param churned nodes that leave, each replaced by a new node
 * @param frozen nodes that stop for two seconds
 * @param liars nodes that send wrong bytes
 * @param hoarders nodes that announce no piece, and so relay nothing
 * @param returning nodes that leave and come back with the pieces that they had
 */
public record FaultSchedule(int churned, int frozen, int liars, int hoarders, int returning) {
  private static final long FROZEN_NANOS = 2_000_000_000;

  /** Throws IllegalArgumentException if a number is negative. */
  public FaultSchedule {
    if (IntStream.of(churned, frozen, liars, hoarders, returning).anyMatch(each -> each < 0)) {
      throw new IllegalArgumentException(
          "the number of nodes that leave, freeze, lie or hoard is negative");
    }
  }

  /** Returns the number of affected nodes. */
  public int count() {
    return churned + frozen + liars + hoarders + returning;
  }

  /**
   * Returns the scenario with these faults; throws IllegalArgumentException if it has too few
   * downloaders.
   */
  public Scenario in(Scenario scenario) {
    ArrayList<NodeProfile> nodes = new ArrayList<>(scenario.nodes());
    int[] downloaders =
        IntStream.range(0, nodes.size()).filter(i -> !nodes.get(i).seed()).toArray();
    if (count() > downloaders.length) {
      throw new IllegalArgumentException(
          count() + " faults for " + downloaders.length + " nodes that download");
    }
    SplittableRandom random = new SplittableRandom(scenario.seed());
    double bound = scenario.boundSeconds() * 1e9;
    for (int i = 0; i < count(); i++) {
      int drawn = random.nextInt(i, downloaders.length);
      int node = downloaders[drawn];
      downloaders[drawn] = downloaders[i];
      NodeProfile profile = nodes.get(node);
      long atNanos = (long) (random.nextDouble() * bound);
      nodes.set(node, befalls(i, profile, atNanos));
      if (i < churned) {
        nodes.add(profile.joiningAt((long) (random.nextDouble() * bound)));
      }
      if (i >= count() - returning) {
        long awayNanos = (long) (random.nextDouble() * (bound - atNanos));
        nodes.set(node, profile.leavingAt(atNanos).returningAt(atNanos + awayNanos));
      }
    }
    return scenario.withNodes(List.copyOf(nodes));
  }

  private NodeProfile befalls(int number, NodeProfile profile, long atNanos) {
    if (number < churned) {
      return profile.leavingAt(atNanos);
    }
    if (number < churned + frozen) {
      return profile.frozenAt(atNanos, FROZEN_NANOS);
    }
    return profile.behaving(
        number < churned + frozen + liars ? Behaviour.CORRUPTS : Behaviour.HOARDS);
  }
}
