package covey.node.report;

import covey.node.compare.RunResult;
import covey.node.compare.RunResult.Progress;
import java.util.ArrayList;
import java.util.List;

/** The throughput of all nodes of a run, from samples of their progress. */
final class Throughput {
  /** The number of steps in a chart: fewer hide a short pause, more show sampling noise. */
  private static final int STEPS = 60;

  private Throughput() {}

  /**
   * Returns pairs of the middle of an interval in seconds and the throughput in MB/s; {@value
   * #STEPS} equal intervals span {@code endSeconds}.
   */
  static List<List<Double>> points(RunResult run, double endSeconds) {
    List<List<Double>> points = new ArrayList<>();
    double width = endSeconds / STEPS;
    double last = run.progress().isEmpty() ? 0 : run.progress().getLast().seconds();
    if (width <= 0) {
      return points;
    }
    for (int i = 0; i < STEPS && i * width < last; i++) {
      double from = i * width;
      double to = Math.min(last, from + width);
      double bytes = haveAt(run.progress(), to) - haveAt(run.progress(), from);
      if (to - from > width / 2) {
        points.add(List.of((from + to) / 2, Math.max(0, bytes) / (to - from) / 1e6));
      }
    }
    return points;
  }

  /** Interpolates linearly between samples, starting with nothing at 0. */
  private static double haveAt(List<Progress> progress, double seconds) {
    Progress before = new Progress(0, 0, 0);
    for (Progress after : progress) {
      if (after.seconds() >= seconds) {
        double span = after.seconds() - before.seconds();
        double part = span > 0 ? (seconds - before.seconds()) / span : 1;
        return before.haveBytes() + part * (after.haveBytes() - before.haveBytes());
      }
      before = after;
    }
    return before.haveBytes();
  }
}
