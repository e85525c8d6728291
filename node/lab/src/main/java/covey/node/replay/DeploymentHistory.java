package covey.node.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The history of a deployment: of every node, of every share, and of the tracker.
 *
 * @param endSeconds when the recording ended
 * @param nodes in the order in which they were seen
 * @param shares those whose size is known
 */
record DeploymentHistory(double endSeconds, List<NodeHistory> nodes, List<ShareHistory> shares) {
  /** Builds the history from the lines of a recording. */
  static DeploymentHistory of(DeploymentRecording recording) {
    return new Builder().of(recording);
  }

  /**
   * Returns the times when no tracker answered. If trackers were recorded, these are the times when
   * none was present, after the first time one was. Otherwise these are the times when all nodes
   * reported that their tracker does not answer. An outage that has not ended is infinite.
   */
  List<TimeInterval> outages() {
    List<NodeHistory> trackers = nodes.stream().filter(NodeHistory::isTracker).toList();
    if (trackers.isEmpty()) {
      return outagesReportedByNodes();
    }
    List<TimeInterval> present =
        TimeInterval.union(trackers.stream().flatMap(t -> t.present().stream()).toList());
    return present.isEmpty()
        ? List.of()
        : new TimeInterval(present.getFirst().from(), TimeInterval.NEVER).without(present);
  }

  private List<TimeInterval> outagesReportedByNodes() {
    List<TimeInterval> answered = new ArrayList<>();
    List<TimeInterval> unanswered = new ArrayList<>();
    for (NodeHistory node : nodes) {
      unanswered.addAll(node.unanswered());
      node.present().forEach(span -> answered.addAll(span.without(node.unanswered())));
    }
    return TimeInterval.union(unanswered).stream()
        .flatMap(span -> span.without(answered).stream())
        .toList();
  }

  /** Builds a history from lines in order of time. */
  private static final class Builder {
    private final Map<String, NodeHistory> nodes = new LinkedHashMap<>();
    private final Map<String, RecordedChange.ShareSeen> sizes = new LinkedHashMap<>();
    private final Map<String, List<Participation>> parts = new LinkedHashMap<>();
    private final Map<String, Participation> open = new LinkedHashMap<>();

    DeploymentHistory of(DeploymentRecording recording) {
      recording.lines().forEach(this::take);
      List<ShareHistory> shares = new ArrayList<>();
      sizes.forEach(
          (name, seen) ->
              shares.add(
                  new ShareHistory(
                      name, seen.sizeBytes(), seen.pieces(), parts.getOrDefault(name, List.of()))));
      return new DeploymentHistory(recording.endSeconds(), List.copyOf(nodes.values()), shares);
    }

    private void take(RecordedChange line) {
      switch (line) {
        case RecordedChange.NodeSeen seen -> node(seen.node()).seen(seen);
        case RecordedChange.NodeGone gone -> node(gone.node()).gone(gone.at());
        case RecordedChange.Rates rates -> node(rates.node()).rates(rates);
        case RecordedChange.DirectorySeen seen ->
            node(seen.node()).answered(seen.at(), seen.answers() && !seen.failedOver());
        case RecordedChange.ShareSeen seen -> sizes.putIfAbsent(seen.share(), seen);
        case RecordedChange.Held held -> held(held);
      }
    }

    private void held(RecordedChange.Held line) {
      String key = line.node() + " " + line.share();
      Participation part = open.get(key);
      if (line.state().equals("removed")) {
        if (part != null) {
          part.removed(line.at());
          open.remove(key);
        }
      } else if (part != null) {
        part.update(line);
      } else {
        Participation begun = Participation.begin(node(line.node()), line);
        open.put(key, begun);
        parts.computeIfAbsent(line.share(), _ -> new ArrayList<>()).add(begun);
      }
    }

    private NodeHistory node(String name) {
      return nodes.computeIfAbsent(name, NodeHistory::new);
    }
  }
}
