package covey.node.report;

import covey.node.compare.ReplayResult;
import covey.node.compare.ReplayResult.ReplayedDownload;
import covey.node.compare.ReplayResult.ReplayedMode;
import covey.node.trace.FigureText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of a replay. */
final class ReplayTables {
  /** The most rows of the table; results.json has them all. */
  private static final int DOWNLOADS_MAX = 200;

  private static final List<String> SUMMARY =
      List.of(
          "MODE",
          "BY",
          "DOWNLOADS",
          "COMPLETED",
          "LAST s",
          "MEAN s",
          "LONGEST WAIT s",
          "DELAYED",
          "BY UP TO s",
          "OFF");

  private static final List<String> MODES =
      List.of(
          "Mode",
          "By",
          "Downloads",
          "Completed",
          "Longest, s",
          "Mean, s",
          "Longest wait for the first piece, s",
          "Delayed by outages",
          "By up to, s",
          "Deviation of mean");

  private ReplayTables() {}

  /** Returns the summary for a terminal. */
  static Summary summary(ReplayResult replayed) {
    return new Summary(
        ReplayVerdict.of(replayed),
        SUMMARY,
        replayed.modes().stream().map(ReplayTables::row).toList());
  }

  /** Returns the description of the page. */
  static String about(ReplayResult replayed) {
    int downloads =
        replayed.modes().isEmpty() ? 0 : replayed.modes().getFirst().completion().downloads();
    return "%s of %s (%s) by %s, recorded over %s and replayed by simulation."
        .formatted(
            ReplayVerdict.downloads(downloads),
            FigureText.count(replayed.recording().shares(), "share"),
            Wording.bytes((double) replayed.recording().sizeBytes()),
            Wording.nodes(replayed.recording().nodes()),
            Wording.seconds(replayed.recording().recordedSeconds()));
  }

  /** Returns a table of modes and a table of downloads. */
  static String html(ReplayResult replayed) {
    return "<h3>Modes</h3>\n"
        + Html.table(MODES, replayed.modes().stream().map(ReplayTables::row).toList())
        + "<h3>Downloads</h3>\n"
        + downloads(replayed.modes());
  }

  private static List<String> row(ReplayedMode mode) {
    Double off = mode.agreement().meanOfRecorded();
    return List.of(
        mode.isRecorded() ? mode.mode() + ", as recorded" : mode.mode(),
        mode.method(),
        String.valueOf(mode.completion().downloads()),
        String.valueOf(mode.completion().completed()),
        seconds(mode.completion().lastSeconds()),
        seconds(mode.completion().meanSeconds()),
        seconds(mode.completion().longestWaitSeconds()),
        mode.isRecorded() ? Wording.NONE : String.valueOf(mode.delays().delayed()),
        mode.isRecorded()
            ? Wording.NONE
            : Wording.plainSeconds(mode.delays().longestDelaySeconds()),
        off == null ? Wording.NONE : ReplayVerdict.percent(off));
  }

  private static String downloads(List<ReplayedMode> modes) {
    int count = modes.stream().mapToInt(mode -> mode.each().size()).min().orElse(0);
    List<String> headings = new ArrayList<>(List.of("Node", "Share", "Asked at, s"));
    for (ReplayedMode mode : modes) {
      headings.add(mode.isRecorded() ? "Took as recorded, s" : "In " + mode.mode() + ", s");
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(count, DOWNLOADS_MAX); i++) {
      ReplayedDownload first = modes.getFirst().each().get(i);
      List<String> row = new ArrayList<>();
      row.add(first.node());
      row.add(first.share());
      row.add(Wording.plainSeconds(first.askedSeconds()));
      for (ReplayedMode mode : modes) {
        row.add(seconds(mode.each().get(i).seconds()));
      }
      rows.add(row);
    }
    String more = count > DOWNLOADS_MAX ? "<p>The others are in results.json.</p>\n" : "";
    return Html.table(headings, rows) + more;
  }

  private static String seconds(@Nullable Double seconds) {
    return seconds == null ? Wording.NONE : Wording.plainSeconds(seconds);
  }
}
