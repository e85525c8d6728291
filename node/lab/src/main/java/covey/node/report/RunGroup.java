package covey.node.report;

import com.google.common.math.Quantiles;
import covey.node.compare.RunResult;
import covey.node.compare.RunResult.Cost;
import covey.node.compare.RunResult.Traffic;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Repeats of a run with the same mode, number of nodes and failure; at least one. Figures are
 * medians of the repeats that have them.
 */
record RunGroup(String mode, int nodes, String failure, List<RunResult> runs) {
  /** Reports whether these runs had no failure. */
  boolean isPlain() {
    return failure.isEmpty();
  }

  /** The time until the last node had everything, of repeats in which all nodes completed. */
  OptionalDouble lastSeconds() {
    return median(run -> isFinished(run) ? run.lastSeconds() : null);
  }

  /** The mean over the nodes, of repeats in which all nodes completed. */
  OptionalDouble meanSeconds() {
    return median(run -> isFinished(run) ? run.completion().meanSeconds() : null);
  }

  /** The time until every node had its first piece. */
  OptionalDouble firstPieceSeconds() {
    return median(run -> run.completion().firstByteSeconds());
  }

  /** The theoretical minimum; empty if there is none. */
  OptionalDouble boundSeconds() {
    return median(
        run -> run.completion().boundSeconds() > 0 ? run.completion().boundSeconds() : null);
  }

  /** The ratio of the last node's time to the bound. */
  OptionalDouble ratio() {
    OptionalDouble last = lastSeconds();
    OptionalDouble bound = boundSeconds();
    return last.isPresent() && bound.isPresent()
        ? OptionalDouble.of(last.getAsDouble() / bound.getAsDouble())
        : OptionalDouble.empty();
  }

  /** The ratio of control bytes to payload; empty if not counted. */
  OptionalDouble overhead() {
    return median(
        run -> {
          Long control = run.cost().controlBytes();
          long received = run.traffic().receivedBytes();
          return control == null || received == 0 ? null : control / (double) received;
        });
  }

  /** The median of a figure that not every version counts; empty if not counted. */
  OptionalDouble counted(Function<Cost, @Nullable Long> figure) {
    return median(
        run -> {
          Long value = figure.apply(run.cost());
          return value == null ? null : value.doubleValue();
        });
  }

  /** The median of a figure that every repeat has. */
  double of(Function<RunResult, Number> figure) {
    return median(run -> figure.apply(run).doubleValue()).orElse(0);
  }

  /** The median of a figure of the traffic. */
  double traffic(Function<Traffic, Number> figure) {
    return of(run -> figure.apply(run.traffic()));
  }

  /** The median of a figure; empty if no repeat has it. */
  OptionalDouble median(Function<RunResult, @Nullable Double> figure) {
    return median(runs.stream().map(figure));
  }

  /** The median of the finite figures; null is ignored. */
  static OptionalDouble median(Stream<@Nullable Double> figures) {
    double[] finite = figures.flatMapToDouble(RunGroup::finite).toArray();
    return finite.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Quantiles.median().compute(finite));
  }

  /**
   * The representative repeat: the one with the median time, among finished repeats if there are
   * any.
   */
  RunResult typical() {
    List<RunResult> finished = runs.stream().filter(RunGroup::isFinished).toList();
    List<RunResult> sorted =
        (finished.isEmpty() ? runs : finished)
            .stream().sorted(Comparator.comparingDouble(RunGroup::endSeconds)).toList();
    return sorted.get((sorted.size() - 1) / 2);
  }

  /** Reports whether in every repeat all nodes completed, except victims of the failure. */
  boolean isFinished() {
    return runs.stream().allMatch(RunGroup::isFinished);
  }

  /** Reports whether all nodes completed, except victims of the failure. */
  static boolean isFinished(RunResult run) {
    return run.isComplete()
        || (run.completed() > 0
            && !run.each().isEmpty()
            && run.each().stream().allMatch(node -> node.lost() || node.seconds() != null));
  }

  /** The number of nodes that completed, such as "16 of 16". */
  String completed() {
    return completedCount() + " of " + nodes;
  }

  /** The number of nodes that completed: "16", or "3 to 5" if repeats differ. */
  String completedCount() {
    int least = runs.stream().mapToInt(RunResult::completed).min().orElse(0);
    int most = runs.stream().mapToInt(RunResult::completed).max().orElse(0);
    return least == most ? String.valueOf(least) : least + " to " + most;
  }

  private static double endSeconds(RunResult run) {
    Double last = run.lastSeconds();
    return last == null ? Double.MAX_VALUE : last;
  }

  private static DoubleStream finite(@Nullable Double value) {
    return value != null && Double.isFinite(value) ? DoubleStream.of(value) : DoubleStream.empty();
  }
}
