package covey.node.replay;

import covey.node.trace.FigureText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The assumptions of a replay, in sentences. */
record ReplayAssumptions(
    DeploymentHistory story, List<ShareHistory> shares, LinkAssumptions links) {
  private static final double MEGABIT = 125_000;

  List<String> of(List<String> modes) {
    List<String> notes = new ArrayList<>();
    if (modes.stream().anyMatch(mode -> !mode.equals("central"))) {
      notes.add(uplinks());
      if (overlap()) {
        notes.add(
            "Downloads of several shares overlapped. In tracker and p2p each share was simulated as"
                + " if it had the links of its nodes for itself, so these times are too short"
                + " rather than too long.");
      }
    }
    if (modes.contains("central")) {
      notes.add(
          "In central one server with "
              + rate(links.serverUp(story))
              + " is assumed to have each share as soon as any node had it, and to be away when no"
              + " tracker answered.");
    }
    int selections = shares.stream().mapToInt(ShareHistory::selections).sum();
    if (selections > 0) {
      notes.add(
          "Left out, because only some of the files were selected: "
              + FigureText.count(selections, "download")
              + ".");
    }
    return notes;
  }

  private String uplinks() {
    List<NodeHistory> nodes =
        shares.stream()
            .map(ShareHistory::parts)
            .flatMap(Collection::stream)
            .map(Participation::node)
            .distinct()
            .toList();
    long limited = nodes.stream().filter(node -> node.upLimit() > 0).count();
    long seen = nodes.stream().filter(node -> node.upLimit() == 0 && node.upSeen() > 0).count();
    List<String> parts = new ArrayList<>();
    if (limited > 0) {
      parts.add(limited + " by their limits");
    }
    if (seen > 0) {
      parts.add(seen + " by their highest observed rate, which is a lower bound");
    }
    if (nodes.size() > limited + seen) {
      parts.add(nodes.size() - limited - seen + " as given with --up");
    }
    return "Uplinks of the nodes: " + String.join(", ", parts) + ".";
  }

  /** Reports whether two shares were fetched at the same time. */
  private boolean overlap() {
    List<TimeInterval> before = new ArrayList<>();
    for (ShareHistory share : shares) {
      List<TimeInterval> times = share.downloads().stream().map(ReplayAssumptions::time).toList();
      if (times.stream().anyMatch(time -> !time.within(before).isEmpty())) {
        return true;
      }
      before.addAll(times);
    }
    return false;
  }

  private static TimeInterval time(Participation part) {
    return new TimeInterval(part.from(), part.completedAt());
  }

  private static String rate(long bytesPerSecond) {
    return String.format(Locale.ROOT, "%.1f Mbit/s", bytesPerSecond / MEGABIT);
  }
}
