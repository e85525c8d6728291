package covey.node.report;

import covey.node.compare.ReplayResult;
import covey.node.compare.ReplayResult.Outage;
import covey.node.compare.ReplayResult.ReplayedMode;
import covey.node.report.Chart.Axis;
import covey.node.report.Chart.Form;
import covey.node.report.Chart.Mark;
import covey.node.report.Chart.Section;
import covey.node.report.Chart.Series;
import java.util.ArrayList;
import java.util.List;

/** The number of completed downloads over time, as recorded and as replayed, with the outages. */
final class ReplayChart {
  /** With more outages, their marks would cover the chart. */
  private static final int OUTAGES_MAX = 5;

  private ReplayChart() {}

  static Chart of(ReplayResult replayed) {
    double end =
        replayed.modes().stream()
            .flatMap(mode -> done(mode).stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(1);
    List<Series> series = new ArrayList<>();
    Series recorded = null;
    for (ReplayedMode mode : replayed.modes()) {
      List<List<Double>> steps = steps(mode, end * 1.03);
      if (mode.isRecorded()) {
        recorded = new Series(mode.mode() + ", as recorded", "text", Form.STEP, steps);
      } else {
        series.add(new Series(mode.mode(), mode.mode(), Form.STEP, steps));
      }
    }
    if (recorded != null) {
      series.add(recorded); // Drawn above the others.
    }
    return new Chart(
        Section.REPLAY,
        ReplayVerdict.means(replayed),
        "Completed downloads over time; vertical lines: the tracker goes away and comes back.",
        Axis.value("seconds since the recording began"),
        Axis.value("completed downloads"),
        series,
        marks(replayed));
  }

  private static List<Double> done(ReplayedMode mode) {
    List<Double> done = new ArrayList<>();
    mode.each()
        .forEach(
            download -> {
              Double seconds = download.seconds();
              if (seconds != null) {
                done.add(download.askedSeconds() + seconds);
              }
            });
    return done.stream().sorted().toList();
  }

  private static List<List<Double>> steps(ReplayedMode mode, double end) {
    List<List<Double>> points = new ArrayList<>(List.of(List.of(0.0, 0.0)));
    List<Double> done = done(mode);
    for (int i = 0; i < done.size(); i++) {
      points.add(List.of(done.get(i), i + 1.0));
    }
    points.add(List.of(end, (double) done.size()));
    return points;
  }

  private static List<Mark> marks(ReplayResult replayed) {
    List<Mark> marks = new ArrayList<>();
    if (replayed.recording().outages().size() > OUTAGES_MAX) {
      return marks;
    }
    for (Outage outage : replayed.recording().outages()) {
      marks.add(new Mark("x", outage.fromSeconds(), "tracker away", "failure"));
      Double to = outage.toSeconds();
      if (to != null) {
        marks.add(new Mark("x", to, "back", "failure"));
      }
    }
    return marks;
  }
}
