package covey.node.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is compared.
 *
 * @param modes central, tracker, p2p
 * @param nodes the numbers of nodes that fetch, one after the other, each 1 or more
 * @param shared the file or folder that is fetched
 * @param network where the nodes run, and their links
 * @param repeats how often each run is made, 1 or more
 * @param failures each makes one more run in every mode, with the largest number of nodes
 * @param changedPart the part of the folder that changes after the runs and is fetched again by the
 *     largest number of nodes, more than 0, at most 1; empty: nothing changes
 */
public record ComparisonSettings(
    List<String> modes,
    List<Integer> nodes,
    Path shared,
    Network network,
    int repeats,
    List<Failure> failures,
    Optional<Double> changedPart) {
  /** Copies the lists. */
  public ComparisonSettings {
    modes = List.copyOf(modes);
    nodes = List.copyOf(nodes);
    failures = List.copyOf(failures);
  }

  /**
   * The nodes' network.
   *
   * @param links the rates of the links
   * @param where where the nodes run that the comparison starts
   */
  public record Network(LinkRates links, HostKind where) {}

  /** The rates of the links. */
  public LinkRates links() {
    return network.links();
  }

  /** Where the nodes run that the comparison starts. */
  public HostKind where() {
    return network.where();
  }

  /** The largest number of nodes that fetch at once. */
  public int mostNodes() {
    return nodes.stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}
