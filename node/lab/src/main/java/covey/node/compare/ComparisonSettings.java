package covey.node.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is compared.
 *
 * @param modes central, tracker, p2p
 * @param nodes how many fetch, one number after the other, each 1 ..
 * @param shared the file or folder that is fetched
 * @param links how fast links are
 * @param repeats how often each run is made, 1 ..
 * @param failures each makes one more run for every mode, with the most nodes
 * @param where where nodes run, those that the lab starts
 * @param changedPart then so much of a folder changes and is fetched again by the most nodes, more
 *     than 0, at most 1; empty: nothing changes
 */
public record ComparisonSettings(
    List<String> modes,
    List<Integer> nodes,
    Path shared,
    LinkRates links,
    int repeats,
    List<Failure> failures,
    Where where,
    Optional<Double> changedPart) {
  /** Copies the lists. */
  public ComparisonSettings {
    modes = List.copyOf(modes);
    nodes = List.copyOf(nodes);
    failures = List.copyOf(failures);
  }

  /** The most nodes that fetch at once. */
  public int mostNodes() {
    return nodes.stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}
