package covey.node.report;

import covey.node.report.Chart.Axis;
import covey.node.report.Chart.Mark;
import covey.node.report.Chart.Section;
import covey.node.report.Chart.Series;
import java.util.List;
import java.util.function.Function;

/** The bytes and the time of updates. */
final class UpdateCharts {
  private static final double MIB = 1 << 20;

  private UpdateCharts() {}

  /** Returns a chart of bytes and a chart of times; none without updates. */
  static List<Chart> of(List<UpdateGroup> groups) {
    return groups.isEmpty() ? List.of() : List.of(bytes(groups), times(groups));
  }

  private static Chart bytes(List<UpdateGroup> groups) {
    double needed = groups.getFirst().neededBytes();
    return new Chart(
        Section.UPDATE,
        UpdateFindings.bytesTitle(groups),
        "Payload moved until "
            + Wording.nodes(groups.getFirst().nodes())
            + " had the changed folder, by source; in central mode the publisher sends it to the"
            + " server. Dashed line: the changed bytes, once for each node.",
        Axis.value("MiB moved, by source"),
        modes(groups),
        List.of(
            bars("server", "server", groups, g -> g.of(one -> one.traffic().serverBytes()) / MIB),
            bars(
                "publisher",
                "publisher",
                groups,
                g -> g.of(one -> one.traffic().publisherBytes()) / MIB),
            bars("peers", "peers", groups, g -> g.of(one -> one.traffic().peerBytes()) / MIB)),
        List.of(new Mark("x", needed / MIB, "changed bytes: " + Wording.bytes(needed), "bound")));
  }

  private static Chart times(List<UpdateGroup> groups) {
    BoundMarks bounds = new BoundMarks();
    groups.forEach(group -> bounds.add(group.mode(), group.boundSeconds()));
    double longest = groups.stream().mapToDouble(g -> g.lastSeconds().orElse(0)).max().orElse(0);
    return new Chart(
        Section.UPDATE,
        UpdateFindings.timeTitle(groups),
        "From the change until the last node has the new version: the publisher hashes the folder"
            + " again; in central mode the server receives it; old versions are removed and all"
            + " nodes fetch it. Dashed lines: the shortest time in which the changed bytes alone"
            + " could be distributed.",
        Axis.value("seconds since the folder changed"),
        modes(groups),
        List.of(
            bars("hashing", "peers", groups, g -> g.of(one -> one.completion().hashSeconds())),
            bars(
                "to the server",
                "server",
                groups,
                g -> g.of(one -> one.completion().originSeconds())),
            bars("to the nodes", "other", groups, UpdateCharts::fetching)),
        bounds.merged(longest / 50));
  }

  private static double fetching(UpdateGroup group) {
    double before =
        group.of(one -> one.completion().hashSeconds())
            + group.of(one -> one.completion().originSeconds());
    return Math.max(0, group.lastSeconds().orElse(before) - before);
  }

  private static Axis modes(List<UpdateGroup> groups) {
    return Axis.category("mode", groups.stream().map(UpdateGroup::mode).toList());
  }

  private static Series bars(
      String name, String colour, List<UpdateGroup> groups, Function<UpdateGroup, Double> length) {
    return Series.bars(name, colour, groups.stream().map(length).toList());
  }
}
