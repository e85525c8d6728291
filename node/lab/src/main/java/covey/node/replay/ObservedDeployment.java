package covey.node.replay;

import covey.node.runtime.NodeStatus;
import covey.node.runtime.ShareStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A deployment as its nodes told of it so far, and what changed since it was last asked. */
final class ObservedDeployment {
  private final Map<String, ObservedNode> byId = new HashMap<>();
  private final Map<String, ObservedNode> byHttp = new HashMap<>();
  private final Set<String> troubles = new HashSet<>();
  private final ObservedShares shares = new ObservedShares();
  private List<RecordedChange> changes = new ArrayList<>();
  private int trackers;

  /** A node answered; one that says what no node says counts as gone. */
  void answered(String http, double at, NodeStatus status, List<ShareStatus> all) {
    if (!isWhole(status) || byId.size() >= RecordingFormat.NODES_MAX) {
      gone(http, at);
      return;
    }
    ObservedNode view = byId.computeIfAbsent(status.id(), _ -> new ObservedNode(name(status)));
    byHttp.put(http, view);
    view.there(http, at, status, changes);
    for (ShareStatus share : all) {
      shares.add(at, share, changes);
    }
    view.holds(at, shares.known(all), changes);
  }

  private String name(NodeStatus status) {
    if (status.role().equals("tracker")) {
      return "t" + ++trackers;
    }
    return "n" + (byId.size() + 1 - trackers);
  }

  /** What is at an address does not answer, or ended. */
  void gone(String http, double at) {
    ObservedNode view = byHttp.get(http);
    if (view != null) {
      view.gone(http, at, changes);
    }
  }

  /** Whether nobody at this address ever answered or was complained of. */
  boolean isNewTrouble(String http) {
    return !byHttp.containsKey(http) && troubles.add(http);
  }

  /** What changed since this was last called. */
  List<RecordedChange> changes() {
    List<RecordedChange> all = changes;
    changes = new ArrayList<>();
    return all;
  }

  int nodesThere() {
    return (int) byId.values().stream().filter(ObservedNode::isThere).count();
  }

  int downloads() {
    return byId.values().stream()
        .filter(ObservedNode::isThere)
        .mapToInt(ObservedNode::downloads)
        .sum();
  }

  private static boolean isWhole(NodeStatus status) {
    // Gson leaves components null whose keys are missing, whatever their declared type.
    return Objects.nonNull(status.id())
        && Objects.nonNull(status.failover())
        && RecordingFormat.ROLES.contains(status.role())
        && RecordingFormat.MODES.contains(status.mode())
        && isCount(status.upLimitBytesPerSecond())
        && isCount(status.downLimitBytesPerSecond());
  }

  /** Whether a figure is one that a recording may have. */
  static boolean isCount(long value) {
    return value >= 0 && value <= RecordingFormat.BYTES_MAX;
  }
}
