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

/**
 * The state of a deployment as its nodes reported it, and the changes since {@link #changes} was
 * last called.
 */
final class ObservedDeployment {
  private final Map<String, ObservedNode> byId = new HashMap<>();
  private final Map<String, ObservedNode> byHttp = new HashMap<>();
  private final Set<String> troubles = new HashSet<>();
  private final ObservedShares shares = new ObservedShares();
  private List<RecordedChange> changes = new ArrayList<>();
  private int trackers;

  /** Takes the answer of a node; a node with an invalid answer counts as gone. */
  void answered(String http, double at, NodeStatus status, List<ShareStatus> all) {
    if (!isWhole(status) || byId.size() >= RecordingFormat.NODES_MAX) {
      gone(http, at);
      return;
    }
    ObservedNode view = byId.computeIfAbsent(status.id(), _ -> new ObservedNode(name(status)));
    byHttp.put(http, view);
    view.answered(http, at, status, changes);
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

  /** Records that the node at an address does not answer, or ended. */
  void gone(String http, double at) {
    ObservedNode view = byHttp.get(http);
    if (view != null) {
      view.gone(http, at, changes);
    }
  }

  /** Reports whether no node at this address has ever answered or been reported. */
  boolean isNewTrouble(String http) {
    return !byHttp.containsKey(http) && troubles.add(http);
  }

  /** Returns the changes since the last call. */
  List<RecordedChange> changes() {
    List<RecordedChange> all = changes;
    changes = new ArrayList<>();
    return all;
  }

  int nodesPresent() {
    return (int) byId.values().stream().filter(ObservedNode::isPresent).count();
  }

  int downloads() {
    return byId.values().stream()
        .filter(ObservedNode::isPresent)
        .mapToInt(ObservedNode::downloads)
        .sum();
  }

  private static boolean isWhole(NodeStatus status) {
    // Gson sets components to null whose keys are missing, whatever their declared type.
    return Objects.nonNull(status.id())
        && Objects.nonNull(status.failover())
        && RecordingFormat.ROLES.contains(status.role())
        && RecordingFormat.MODES.contains(status.mode())
        && isCount(status.upLimitBytesPerSecond())
        && isCount(status.downLimitBytesPerSecond());
  }

  /** Reports whether a figure is in the range of a recording. */
  static boolean isCount(long value) {
    return value >= 0 && value <= RecordingFormat.BYTES_MAX;
  }
}
