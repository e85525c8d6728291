package covey.node.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The history of one node: when it was present, its modes, and the rates of its links. */
final class NodeHistory {
  private final String name;
  private final List<TimeInterval> present = new ArrayList<>();
  private final List<TimeInterval> unanswered = new ArrayList<>();
  private final TreeMap<Double, String> modes = new TreeMap<>();
  private String role = "node";
  private double presentSince = -1;
  private double unansweredSince = -1;
  private long upLimit;
  private long downLimit;
  private long upSeen;

  NodeHistory(String name) {
    this.name = name;
  }

  void seen(RecordedChange.NodeSeen line) {
    role = line.role();
    upLimit = line.upLimitBytesPerSecond();
    downLimit = line.downLimitBytesPerSecond();
    modes.put(line.at(), line.mode());
    if (presentSince < 0) {
      presentSince = line.at();
    }
  }

  void gone(double at) {
    if (presentSince >= 0) {
      present.add(new TimeInterval(presentSince, at));
      presentSince = -1;
    }
    answered(at, true);
  }

  void rates(RecordedChange.Rates line) {
    upSeen = Math.max(upSeen, line.upBytesPerSecond());
  }

  /** Records whether its tracker answers. */
  void answered(double at, boolean answers) {
    if (answers && unansweredSince >= 0) {
      unanswered.add(new TimeInterval(unansweredSince, at));
      unansweredSince = -1;
    } else if (!answers && unansweredSince < 0) {
      unansweredSince = at;
    }
  }

  String name() {
    return name;
  }

  boolean isTracker() {
    return role.equals("tracker");
  }

  /** The times when it was present, ascending; if it was present in the end, it stays so. */
  List<TimeInterval> present() {
    return open(present, presentSince);
  }

  /** The times when its tracker did not answer, as the node reported. */
  List<TimeInterval> unanswered() {
    return open(unanswered, unansweredSince);
  }

  private static List<TimeInterval> open(List<TimeInterval> spans, double since) {
    List<TimeInterval> all = new ArrayList<>(spans);
    if (since >= 0) {
      all.add(new TimeInterval(since, TimeInterval.NEVER));
    }
    return TimeInterval.union(all);
  }

  /** The mode at a time; empty before the node was first seen. */
  String mode(double at) {
    Map.Entry<Double, String> mode = modes.floorEntry(at);
    return mode == null ? "" : mode.getValue();
  }

  /** The configured limit, in bytes per second; 0 for none. */
  long upLimit() {
    return upLimit;
  }

  /** The configured limit, in bytes per second; 0 for none. */
  long downLimit() {
    return downLimit;
  }

  /** Its highest observed upload rate, in bytes per second. */
  long upSeen() {
    return upSeen;
  }
}
