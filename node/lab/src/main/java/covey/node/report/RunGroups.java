package covey.node.report;

import covey.node.compare.Results;
import covey.node.compare.RunResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The runs of a comparison in groups, by mode, then number of nodes, then failure. */
final class RunGroups {
  private static final List<String> KNOWN_MODES = List.of("central", "tracker", "p2p");

  private final List<String> modes;
  private final List<RunGroup> groups;

  private RunGroups(List<String> modes, List<RunGroup> groups) {
    this.modes = modes;
    this.groups = groups;
  }

  /** Groups the runs of a comparison. */
  static RunGroups of(Results results) {
    Map<String, List<RunResult>> equal = new LinkedHashMap<>();
    Set<String> failures = new LinkedHashSet<>(List.of(""));
    Set<String> present = new LinkedHashSet<>();
    for (RunResult run : results.runs()) {
      String key = run.mode() + "\n" + run.nodes() + "\n" + run.failure();
      equal.computeIfAbsent(key, _ -> new ArrayList<>()).add(run);
      failures.add(run.failure());
      present.add(run.mode());
    }
    List<String> modes = inOrder(present);
    List<String> failureOrder = List.copyOf(failures);
    List<RunGroup> groups =
        equal.values().stream()
            .map(RunGroups::group)
            .sorted(
                Comparator.<RunGroup>comparingInt(g -> modes.indexOf(g.mode()))
                    .thenComparingInt(RunGroup::nodes)
                    .thenComparingInt(g -> failureOrder.indexOf(g.failure())))
            .toList();
    return new RunGroups(modes, groups);
  }

  private static RunGroup group(List<RunResult> runs) {
    RunResult first = runs.getFirst();
    return new RunGroup(first.mode(), first.nodes(), first.failure(), List.copyOf(runs));
  }

  /** Returns the known modes first, from most to least dependent on a server, then the others. */
  static List<String> inOrder(Set<String> present) {
    Set<String> ordered = new LinkedHashSet<>(KNOWN_MODES);
    ordered.retainAll(present);
    ordered.addAll(present);
    return List.copyOf(ordered);
  }

  /** The modes that have runs. */
  List<String> modes() {
    return modes;
  }

  /** All groups. */
  List<RunGroup> groups() {
    return groups;
  }

  /** The groups of a mode without failure, by number of nodes. */
  List<RunGroup> plain(String mode) {
    return groups.stream().filter(g -> g.isPlain() && g.mode().equals(mode)).toList();
  }

  /** The group without failure. */
  Optional<RunGroup> plain(String mode, int nodes) {
    return plain(mode).stream().filter(g -> g.nodes() == nodes).findFirst();
  }

  /** The groups without failure of {@code nodes} nodes, by mode. */
  List<RunGroup> plainOf(int nodes) {
    return groups.stream().filter(g -> g.isPlain() && g.nodes() == nodes).toList();
  }

  /** The groups with a failure. */
  List<RunGroup> failed() {
    return groups.stream().filter(g -> !g.isPlain()).toList();
  }

  /** The numbers of nodes of groups without failure, ascending. */
  List<Integer> sizes() {
    return groups.stream()
        .filter(RunGroup::isPlain)
        .map(RunGroup::nodes)
        .distinct()
        .sorted()
        .toList();
  }

  /** The largest number of nodes without failure among the numbers that most modes have. */
  OptionalInt largest() {
    return sizes().stream()
        .max(
            Comparator.<Integer>comparingInt(nodes -> plainOf(nodes).size())
                .thenComparingInt(nodes -> nodes))
        .stream()
        .mapToInt(Integer::intValue)
        .findFirst();
  }
}
