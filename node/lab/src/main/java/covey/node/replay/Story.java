package covey.node.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A recording as what happened: to every node, to every share, and to the tracker.
 *
 * @param endSeconds when the recording ended
 * @param nodes in the order in which they were seen
 * @param shares those whose size is known
 */
record Story(double endSeconds, List<NodeStory> nodes, List<ShareStory> shares) {
  /** Tells it from the lines. */
  static Story of(Recording recording) {
    return new Telling().of(recording);
  }

  /**
   * When no tracker answered: when none of those that were recorded was there, from the first time
   * that one was, to the end; if none was recorded, when all nodes said that theirs does not
   * answer. One that is not over in the end is infinite.
   */
  List<Span> outages() {
    List<NodeStory> trackers = nodes.stream().filter(NodeStory::isTracker).toList();
    if (trackers.isEmpty()) {
      return saidByNodes();
    }
    List<Span> there = Span.union(trackers.stream().flatMap(t -> t.there().stream()).toList());
    return there.isEmpty()
        ? List.of()
        : new Span(there.getFirst().from(), Span.NEVER).without(there);
  }

  private List<Span> saidByNodes() {
    List<Span> answered = new ArrayList<>();
    List<Span> unanswered = new ArrayList<>();
    for (NodeStory node : nodes) {
      unanswered.addAll(node.unanswered());
      node.there().forEach(span -> answered.addAll(span.without(node.unanswered())));
    }
    return Span.union(unanswered).stream()
        .flatMap(span -> span.without(answered).stream())
        .toList();
  }

  /** From lines, in the order of time. */
  private static final class Telling {
    private final Map<String, NodeStory> nodes = new LinkedHashMap<>();
    private final Map<String, Recorded.ShareSeen> sizes = new LinkedHashMap<>();
    private final Map<String, List<Part>> parts = new LinkedHashMap<>();
    private final Map<String, Part> open = new LinkedHashMap<>();

    Story of(Recording recording) {
      recording.lines().forEach(this::tell);
      List<ShareStory> shares = new ArrayList<>();
      sizes.forEach(
          (name, seen) ->
              shares.add(
                  new ShareStory(
                      name, seen.sizeBytes(), seen.pieces(), parts.getOrDefault(name, List.of()))));
      return new Story(recording.endSeconds(), List.copyOf(nodes.values()), shares);
    }

    private void tell(Recorded line) {
      switch (line) {
        case Recorded.NodeSeen seen -> node(seen.node()).seen(seen);
        case Recorded.NodeGone gone -> node(gone.node()).gone(gone.at());
        case Recorded.Rates rates -> node(rates.node()).rates(rates);
        case Recorded.DirectorySeen seen ->
            node(seen.node()).answered(seen.at(), seen.answers() && !seen.failedOver());
        case Recorded.ShareSeen seen -> sizes.putIfAbsent(seen.share(), seen);
        case Recorded.Held held -> held(held);
      }
    }

    private void held(Recorded.Held line) {
      String key = line.node() + " " + line.share();
      Part part = open.get(key);
      if (line.state().equals("removed")) {
        if (part != null) {
          part.removed(line.at());
          open.remove(key);
        }
      } else if (part != null) {
        part.goesOn(line);
      } else {
        Part begun = Part.begin(node(line.node()), line);
        open.put(key, begun);
        parts.computeIfAbsent(line.share(), _ -> new ArrayList<>()).add(begun);
      }
    }

    private NodeStory node(String name) {
      return nodes.computeIfAbsent(name, NodeStory::new);
    }
  }
}
