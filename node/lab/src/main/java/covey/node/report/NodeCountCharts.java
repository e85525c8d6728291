package covey.node.report;

import covey.node.compare.RunResult;
import covey.node.compare.RunResult.Cost;
import covey.node.report.Chart.Axis;
import covey.node.report.Chart.Form;
import covey.node.report.Chart.Section;
import covey.node.report.Chart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Charts over the number of nodes. */
final class NodeCountCharts {
  /** The ratio of the largest to the smallest number of nodes from which axes are logarithmic. */
  private static final int WIDE = 40;

  private NodeCountCharts() {}

  /** The time until the last node has everything, with the bounds. */
  static Optional<Chart> last(RunGroups comparison) {
    List<Series> series = new ArrayList<>();
    for (String mode : comparison.modes()) {
      List<RunGroup> groups = comparison.plain(mode);
      new Series(mode, mode, Form.LINE, medians(groups, RunGroup::lastSeconds)).addTo(series);
      new Series(mode, mode, Form.FAINT, repeats(groups, NodeCountCharts::last)).addTo(series);
      new Series(mode + ", bound", mode, Form.BOUND, medians(groups, RunGroup::boundSeconds))
          .addTo(series);
    }
    return chart(
        comparison,
        Findings.last(comparison),
        "Time until the last node has the whole file. Lines join medians; faint points are single"
            + " runs; dashed lines are the theoretical minimum of each way of distributing with"
            + " these links.",
        new Drawn("seconds until the last node completes", series));
  }

  /** The time until the first piece. */
  static Optional<Chart> firstPiece(RunGroups comparison) {
    List<Series> series = new ArrayList<>();
    for (String mode : comparison.modes()) {
      List<RunGroup> groups = comparison.plain(mode);
      List<RunGroup> known =
          groups.stream().filter(g -> g.firstPieceSeconds().isPresent()).toList();
      new Series(
              mode,
              mode,
              Form.LINE,
              medians(known, RunGroup::firstPieceSeconds),
              known.stream().map(NodeCountCharts::refusals).toList())
          .addTo(series);
      new Series(
              mode, mode, Form.FAINT, repeats(groups, run -> run.completion().firstByteSeconds()))
          .addTo(series);
    }
    return chart(
        comparison,
        Findings.firstPiece(comparison),
        "Time until every node has its first verified piece. A server that serves many nodes keeps"
            + " them waiting and finally refuses requests; the tooltip of each point shows the"
            + " number of refusals.",
        new Drawn("seconds until every node has a piece", series));
  }

  private static String refusals(RunGroup group) {
    OptionalDouble refusals = group.counted(Cost::refusals);
    return refusals.isPresent() ? "refusals: " + Wording.count(refusals) : "";
  }

  /** The control traffic. */
  static Optional<Chart> overhead(RunGroups comparison) {
    List<Series> series = new ArrayList<>();
    for (String mode : comparison.modes()) {
      List<RunGroup> groups =
          comparison.plain(mode).stream().filter(g -> g.overhead().isPresent()).toList();
      List<List<Double>> points = new ArrayList<>();
      for (RunGroup group : groups) {
        points.add(List.of((double) group.nodes(), 100 * group.overhead().orElse(0)));
      }
      List<String> notes = groups.stream().map(NodeCountCharts::costs).toList();
      new Series(mode, mode, Form.LINE, points, notes).addTo(series);
    }
    return chart(
        comparison,
        Findings.overhead(comparison),
        "Bytes sent by all processes together that are not content, relative to the content"
            + " received: block headers, requests, HAVE messages and the directory. TCP and IP"
            + " headers are not counted.",
        new Drawn("% of the content received", series));
  }

  private static String costs(RunGroup group) {
    return "%s, directory requests: %s, refusals: %s"
        .formatted(
            Wording.bytes(group.counted(Cost::controlBytes).orElse(0)),
            Wording.count(group.counted(Cost::directoryRequests)),
            Wording.count(group.counted(Cost::refusals)));
  }

  private record Drawn(String unit, List<Series> series) {}

  private static Optional<Chart> chart(
      RunGroups comparison, String title, String caption, Drawn drawn) {
    if (drawn.series().isEmpty()) {
      return Optional.empty();
    }
    List<Double> ticks = comparison.sizes().stream().map(Integer::doubleValue).toList();
    boolean wide = ticks.getLast() / Math.max(1, ticks.getFirst()) >= WIDE;
    String scale = wide ? "log" : "value";
    return Optional.of(
        new Chart(
            Section.SPEED,
            title,
            caption,
            new Axis("nodes that fetch at once", scale, ticks, List.of()),
            new Axis(drawn.unit(), scale, List.of(), List.of()),
            drawn.series(),
            List.of()));
  }

  private static @Nullable Double last(RunResult run) {
    return RunGroup.isFinished(run) ? run.lastSeconds() : null;
  }

  private static List<List<Double>> medians(
      List<RunGroup> groups, Function<RunGroup, OptionalDouble> figure) {
    List<List<Double>> points = new ArrayList<>();
    for (RunGroup group : groups) {
      figure.apply(group).ifPresent(value -> points.add(List.of((double) group.nodes(), value)));
    }
    return points;
  }

  private static List<List<Double>> repeats(
      List<RunGroup> groups, Function<RunResult, @Nullable Double> figure) {
    List<List<Double>> points = new ArrayList<>();
    for (RunGroup group : groups) {
      for (RunResult run : group.runs()) {
        Double value = figure.apply(run);
        if (value != null && group.runs().size() > 1) {
          points.add(List.of((double) group.nodes(), value));
        }
      }
    }
    return points;
  }
}
