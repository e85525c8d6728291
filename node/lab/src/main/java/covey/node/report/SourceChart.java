package covey.node.report;

import covey.node.compare.RunResult.Traffic;
import covey.node.report.Chart.Axis;
import covey.node.report.Chart.Section;
import covey.node.report.Chart.Series;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The bytes by source, for the largest number of nodes. */
final class SourceChart {
  private static final double MIB = 1 << 20;

  private SourceChart() {}

  /** Returns the chart; empty if nothing was measured. */
  static Optional<Chart> of(RunGroups comparison) {
    List<RunGroup> groups = comparison.plainOf(comparison.largest().orElse(0));
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    List<Series> series =
        List.of(
            bars("server", groups, Traffic::serverBytes),
            bars("publisher", groups, Traffic::publisherBytes),
            bars("peers", groups, Traffic::peerBytes));
    return Optional.of(
        new Chart(
            Section.SPEED,
            Findings.sources(comparison),
            "Payload received by "
                + Wording.nodes(groups.getFirst().nodes())
                + ", by source: the server (the tracker's copy), the publisher, which shared the"
                + " file, or other nodes that fetch it.",
            Axis.value("MiB received, by source"),
            Axis.category("mode", groups.stream().map(RunGroup::mode).toList()),
            series,
            List.of()));
  }

  private static Series bars(
      String source, List<RunGroup> groups, Function<Traffic, Number> bytes) {
    return Series.bars(
        source, source, groups.stream().map(group -> group.traffic(bytes) / MIB).toList());
  }
}
