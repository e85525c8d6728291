package covey.node.report;

import covey.node.compare.ReplayResult;
import covey.node.compare.ReplayResult.Outage;
import covey.node.compare.ReplayResult.ReplayedMode;
import covey.node.trace.FigureText;
import java.util.ArrayList;
import java.util.List;

/** The findings of a replay, in sentences. */
final class ReplayVerdict {
  private final ReplayResult replayed;
  private final ReplayedMode recorded;
  private final List<ReplayedMode> simulated;

  private ReplayVerdict(ReplayResult replayed) {
    this.replayed = replayed;
    recorded =
        replayed.modes().stream()
            .filter(ReplayedMode::isRecorded)
            .findFirst()
            .orElse(replayed.modes().getFirst());
    simulated = replayed.modes().stream().filter(mode -> !mode.isRecorded()).toList();
  }

  /** The sentences, most important first. */
  static List<String> of(ReplayResult replayed) {
    if (replayed.modes().isEmpty()) {
      return List.of("Nothing was replayed.");
    }
    ReplayVerdict verdict = new ReplayVerdict(replayed);
    List<String> sentences = new ArrayList<>();
    sentences.add(verdict.outages());
    sentences.add(verdict.times());
    verdict.simulated.forEach(mode -> sentences.addAll(verdict.agreement(mode)));
    sentences.addAll(replayed.notes());
    return List.copyOf(sentences);
  }

  /** The mean time of a download in each mode, for a title. */
  static String means(ReplayResult replayed) {
    List<String> parts = new ArrayList<>();
    for (ReplayedMode mode : replayed.modes()) {
      Double mean = mode.completion().meanSeconds();
      if (mean != null) {
        parts.add(
            Wording.seconds(mean)
                + (mode.isRecorded()
                    ? " as recorded (" + mode.mode() + ")"
                    : " in " + mode.mode()));
      }
    }
    return parts.isEmpty()
        ? "No download completed"
        : "The mean download time was " + Wording.all(parts);
  }

  private String outages() {
    if (replayed.recording().outages().isEmpty()) {
      return "No outage of a tracker was recorded.";
    }
    List<ReplayedMode> order =
        new ArrayList<>(simulated.stream().filter(this::isAsRecorded).toList());
    order.addAll(simulated.stream().filter(mode -> !isAsRecorded(mode)).toList());
    List<String> parts = new ArrayList<>();
    for (ReplayedMode mode : order) {
      boolean happened = isAsRecorded(mode);
      parts.add(
          (parts.isEmpty() ? "In " : "in ")
              + mode.mode()
              + (happened ? " mode, as recorded, " : " ")
              + (parts.isEmpty() ? subject() : "it")
              + (happened ? " delayed " : " would have delayed ")
              + delayed(mode));
    }
    return parts.isEmpty()
        ? Wording.capitalised(subject()) + " was recorded."
        : String.join("; ", parts) + ".";
  }

  private static String delayed(ReplayedMode mode) {
    if (mode.delays().delayed() == 0) {
      return "none";
    }
    return mode.delays().delayed()
        + " of "
        + downloads(mode.completion().downloads())
        + (mode.delays().longestDelaySeconds() > 0
            ? " by up to " + Wording.seconds(mode.delays().longestDelaySeconds())
            : "");
  }

  private String subject() {
    List<Outage> outages = replayed.recording().outages();
    boolean over = outages.stream().allMatch(outage -> outage.toSeconds() != null);
    double seconds = outages.stream().mapToDouble(this::seconds).sum();
    String howLong = (over ? "" : "more than ") + Wording.seconds(seconds);
    return outages.size() == 1
        ? "the tracker's outage of " + howLong
        : "the tracker's " + outages.size() + " outages of " + howLong + " in total";
  }

  private double seconds(Outage outage) {
    Double to = outage.toSeconds();
    return Math.max(
        0, (to == null ? replayed.recording().recordedSeconds() : to) - outage.fromSeconds());
  }

  private String times() {
    List<String> parts = new ArrayList<>();
    parts.add(time(recorded) + " as recorded (" + recorded.mode() + ")");
    simulated.forEach(mode -> parts.add(time(mode) + " in " + mode.mode()));
    return "Mean and longest download time: "
        + String.join("; by simulation ", List.of(parts.getFirst(), Wording.all(rest(parts))))
        + ".";
  }

  private static List<String> rest(List<String> parts) {
    return parts.subList(1, parts.size());
  }

  private static String time(ReplayedMode mode) {
    Double mean = mode.completion().meanSeconds();
    Double last = mode.completion().lastSeconds();
    if (mean == null || last == null) {
      return "none completed";
    }
    String complete =
        mode.completion().completed() == mode.completion().downloads()
            ? ""
            : " ("
                + mode.completion().completed()
                + " of "
                + mode.completion().downloads()
                + " completed)";
    return Wording.seconds(mean) + " and " + Wording.seconds(last) + complete;
  }

  private List<String> agreement(ReplayedMode mode) {
    Double last = mode.agreement().lastOfRecorded();
    Double mean = mode.agreement().meanOfRecorded();
    return last == null || mean == null
        ? List.of()
        : List.of(
            "In the recorded mode, simulated "
                + mode.mode()
                + " times deviate from the recorded ones by "
                + percent(mean)
                + " on average and by "
                + percent(last)
                + " for the longest download; recorded times are up to "
                + Wording.seconds(replayed.recording().everySeconds())
                + " too late.");
  }

  /** Returns the deviation of a simulated time, such as "-4%". */
  static String percent(double ofRecorded) {
    double percent = 100 * (ofRecorded - 1);
    return (percent >= 0 ? "+" : "") + Wording.decimals(percent, 0) + "%";
  }

  private boolean isAsRecorded(ReplayedMode mode) {
    return mode.mode().equals(recorded.mode());
  }

  /** Returns "1 download" or "8 downloads". */
  static String downloads(int count) {
    return FigureText.count(count, "download");
  }
}
