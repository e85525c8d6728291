package covey.node.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What a replay takes for granted, in sentences. */
record ReplayAssumptions(DeploymentHistory story, List<ShareHistory> shares, Links links) {
  private static final double MEGABIT = 125_000;

  List<String> of(List<String> modes) {
    List<String> notes = new ArrayList<>();
    if (modes.stream().anyMatch(mode -> !mode.equals("central"))) {
      notes.add(uplinks());
      if (overlap()) {
        notes.add(
            "Downloads of several shares overlapped: in tracker and p2p each share was simulated as"
                + " if it had its nodes' links for itself, so that these times are rather too"
                + " short.");
      }
    }
    if (modes.contains("central")) {
      notes.add(
          "In central one server with "
              + rate(links.serverUp(story))
              + " is taken to have each share as soon as anybody had it, and to be away when no"
              + " tracker answered.");
    }
    int selections = shares.stream().mapToInt(ShareHistory::selections).sum();
    if (selections > 0) {
      notes.add(
          "Left out, since only some of the files were asked for: "
              + selections
              + (selections == 1 ? " download." : " downloads."));
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
      parts.add(
          seen + " by the most that they were seen to send, which is the least that they can");
    }
    if (nodes.size() > limited + seen) {
      parts.add(nodes.size() - limited - seen + " as told with --up");
    }
    return "The nodes' uplinks are known: " + String.join(", ", parts) + ".";
  }

  /** Whether two shares were fetched at the same time. */
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
