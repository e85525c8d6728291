package covey.node.report;

import covey.node.compare.UpdateResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The updates of a mode; at least one. Figures are medians of the repeats that have them. */
record UpdateGroup(String mode, List<UpdateResult> updates) {
  /** Groups updates by mode, known modes first. */
  static List<UpdateGroup> of(List<UpdateResult> updates) {
    Map<String, List<UpdateResult>> byMode = new LinkedHashMap<>();
    updates.forEach(one -> byMode.computeIfAbsent(one.mode(), _ -> new ArrayList<>()).add(one));
    return RunGroups.inOrder(byMode.keySet()).stream()
        .map(mode -> new UpdateGroup(mode, List.copyOf(byMode.getOrDefault(mode, List.of()))))
        .toList();
  }

  /** The largest number of nodes that fetched. */
  int nodes() {
    return updates.stream().mapToInt(UpdateResult::nodes).max().orElse(0);
  }

  /** The time until the last node had the new version, of repeats in which all nodes completed. */
  OptionalDouble lastSeconds() {
    return median(one -> one.completed() == one.nodes() ? one.lastSeconds() : null);
  }

  /** The least time in which the changed bytes alone could be distributed. */
  double boundSeconds() {
    return of(one -> one.completion().boundSeconds());
  }

  /** The changed bytes, once for each node. */
  double neededBytes() {
    return of(one -> (double) one.change().changedBytes() * one.nodes());
  }

  /** The ratio of the moved bytes to the changed bytes of all nodes. */
  double times() {
    return of(
        one ->
            one.movedBytes() / Math.max(1.0, (double) one.change().changedBytes() * one.nodes()));
  }

  /** The part of the folder that changed, 0 to 1. */
  double part() {
    return of(
        one -> one.change().changedBytes() / Math.max(1.0, (double) one.change().sizeBytes()));
  }

  /** Reports whether the nodes received almost the whole folder again. */
  boolean isFetchedWhole() {
    double received = of(UpdateResult::movedBytes);
    double folders = of(one -> (double) one.change().sizeBytes() * one.nodes());
    return received > 0.95 * folders;
  }

  /** The median of a figure that every repeat has. */
  double of(Function<UpdateResult, Number> figure) {
    return median(one -> figure.apply(one).doubleValue()).orElse(0);
  }

  private OptionalDouble median(Function<UpdateResult, @Nullable Double> figure) {
    return RunGroup.median(updates.stream().map(figure));
  }
}
