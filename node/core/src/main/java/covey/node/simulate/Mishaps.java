package covey.node.simulate;

import covey.node.simulate.NodeProfile.Behaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What befalls the downloaders of a scenario, each of them at most one thing, by the scenario's
 * seed; the times are spread over the bound.
 *
 * @param churned so many leave, and as many others come
 * @param frozen so many stop for two seconds
 * @param liars so many send wrong bytes
 * @param hoarders so many say nothing of what they have, and so relay nothing
 * @param returning so many leave and come back with the pieces that they had
 */
public record Mishaps(int churned, int frozen, int liars, int hoarders, int returning) {
  private static final long FROZEN_NANOS = 2_000_000_000;

  /** Throws IllegalArgumentException if a number is negative. */
  public Mishaps {
    if (IntStream.of(churned, frozen, liars, hoarders, returning).anyMatch(each -> each < 0)) {
      throw new IllegalArgumentException("less than no node cannot leave, freeze, lie or hoard");
    }
  }

  /** How many nodes something befalls. */
  public int count() {
    return churned + frozen + liars + hoarders + returning;
  }

  /** The scenario with them; throws IllegalArgumentException if it has fewer downloaders. */
  public Scenario in(Scenario scenario) {
    ArrayList<NodeProfile> nodes = new ArrayList<>(scenario.nodes());
    int[] downloaders =
        IntStream.range(0, nodes.size()).filter(i -> !nodes.get(i).seed()).toArray();
    if (count() > downloaders.length) {
      throw new IllegalArgumentException(
          count() + " mishaps for " + downloaders.length + " nodes that download");
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
