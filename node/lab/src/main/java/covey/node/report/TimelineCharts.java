package covey.node.report;

import covey.node.compare.RunResult;
import covey.node.compare.RunResult.NodeResult;
import covey.node.compare.RunResult.Progress;
import covey.node.report.Chart.Axis;
import covey.node.report.Chart.Form;
import covey.node.report.Chart.Mark;
import covey.node.report.Chart.Section;
import covey.node.report.Chart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Charts of single runs over time. */
final class TimelineCharts {
  private TimelineCharts() {}

  /** The number of complete nodes over time, for the largest number of nodes. */
  static Optional<Chart> completion(RunGroups comparison) {
    List<RunGroup> groups =
        comparison.plainOf(comparison.largest().orElse(0)).stream()
            .filter(g -> g.lastSeconds().isPresent())
            .toList();
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    List<Series> series = new ArrayList<>();
    BoundMarks bounds = new BoundMarks();
    double end = groups.stream().mapToDouble(g -> g.lastSeconds().orElse(0)).max().orElse(0);
    for (RunGroup group : groups) {
      series.add(
          new Series(group.mode(), group.mode(), Form.STEP, steps(group.typical(), end * 1.03)));
      group.boundSeconds().ifPresent(bound -> bounds.add(group.mode(), bound));
    }
    return Optional.of(
        new Chart(
            Section.SPEED,
            Findings.completion(comparison),
            "Nodes that have the whole file, of "
                + Wording.nodes(groups.getFirst().nodes())
                + ", in the median run of each mode; dashed lines: the earliest possible completion"
                + " of the last node.",
            Axis.value("seconds since all began to fetch"),
            Axis.value("complete nodes"),
            series,
            bounds.merged(end / 100)));
  }

  private static List<List<Double>> steps(RunResult run, double end) {
    List<List<Double>> points = new ArrayList<>(List.of(List.of(0.0, 0.0)));
    List<Double> moments =
        run.each().stream()
            .map(NodeResult::seconds)
            .filter(Objects::nonNull)
            .map(seconds -> (double) seconds)
            .sorted()
            .toList();
    if (moments.isEmpty()) {
      run.progress().forEach(p -> points.add(List.of(p.seconds(), (double) p.completed())));
    }
    for (int i = 0; i < moments.size(); i++) {
      points.add(List.of(moments.get(i), i + 1.0));
    }
    if (points.getLast().getFirst() < end) {
      points.add(List.of(end, points.getLast().getLast()));
    }
    return points;
  }

  /** Returns a chart for each group with a failure: the throughput of all nodes together. */
  static List<Chart> failures(RunGroups comparison, long sizeBytes) {
    return comparison.failed().stream()
        .filter(group -> group.runs().stream().anyMatch(run -> run.progress().size() > 1))
        .map(group -> failure(group, comparison.plain(group.mode(), group.nodes()), sizeBytes))
        .toList();
  }

  private static Chart failure(RunGroup group, Optional<RunGroup> plain, long sizeBytes) {
    List<Series> series = new ArrayList<>();
    double end = group.runs().stream().mapToDouble(TimelineCharts::end).max().orElse(1);
    plain.ifPresent(
        g ->
            series.add(
                new Series(
                    "without failure",
                    "beside",
                    Form.BESIDE,
                    Throughput.points(g.typical(), end))));
    for (RunResult run : group.runs()) {
      String name =
          group.runs().size() == 1
              ? group.failure()
              : group.failure() + ", run " + run.setup().repeat();
      series.add(
          new Series(
              name,
              group.mode(),
              run.equals(group.typical()) ? Form.COURSE : Form.BESIDE,
              Throughput.points(run, end)));
    }
    return new Chart(
        Section.FAILURE,
        Findings.failure(group, plain),
        "Verified bytes per second, all nodes of "
            + group.mode()
            + " together; vertical line: the moment of the failure.",
        Axis.value("seconds since all began to fetch"),
        Axis.value("MB/s, all nodes"),
        series,
        failureMarks(group, sizeBytes));
  }

  private static List<Mark> failureMarks(RunGroup group, long sizeBytes) {
    List<Mark> marks = new ArrayList<>();
    group
        .median(run -> run.setup().failedAtSeconds())
        .ifPresent(at -> marks.add(new Mark("x", at, group.failure(), "failure")));
    group
        .boundSeconds()
        .ifPresent(
            bound -> {
              double rate = group.nodes() * (double) sizeBytes / bound;
              String label = "mean at the bound: " + Wording.rate(rate);
              marks.add(new Mark("y", rate / 1e6, label, group.mode()));
            });
    return marks;
  }

  private static double end(RunResult run) {
    return run.progress().stream().mapToDouble(Progress::seconds).max().orElse(0);
  }
}
