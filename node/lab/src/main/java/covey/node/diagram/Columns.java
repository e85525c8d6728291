package covey.node.diagram;

import covey.node.trace.Direction;
import covey.node.trace.Event;
import covey.node.trace.FigureText;
import covey.node.trace.MessageTotals;
import covey.node.trace.Party;
import covey.node.trace.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of the parties: trackers on the left, the recorded node, then peers in order of their
 * first message. If there are too many, the parties with the least traffic share the last column.
 */
final class Columns {
  private final List<Lifeline> lifelines = new ArrayList<>();
  private final Map<Integer, Integer> places = new HashMap<>();
  private final int self;
  private final int others;

  private Columns(List<Party> left, Party self, List<Party> right, List<Party> rest) {
    left.forEach(this::add);
    this.self = lifelines.size();
    places.put(self.number(), this.self);
    lifelines.add(new Lifeline(self.title(), self.detail(), self.address(), true));
    right.forEach(this::add);
    others = rest.isEmpty() ? -1 : lifelines.size();
    rest.forEach(party -> places.put(party.number(), others));
    if (!rest.isEmpty()) {
      String title = FigureText.count(rest.size(), "other peer");
      lifelines.add(new Lifeline(title, "together", "", false));
    }
  }

  /** Returns at most {@code most} columns, 3 or more, for these events of a recording. */
  static Columns of(Trace recording, List<Event> events, int most) {
    Map<Integer, MessageTotals> weights = new LinkedHashMap<>();
    for (Event event : events) {
      if (event.way() != Direction.NOTE && event.party() != 0) {
        weights.merge(event.party(), event.sum(), MessageTotals::plus);
      }
    }
    List<Party> all = weights.keySet().stream().map(recording.parties()::get).toList();
    List<Party> kept = new ArrayList<>(all);
    if (all.size() > most - 1) {
      kept.sort(
          Comparator.<Party>comparingInt(party -> party.isTracker() ? 0 : 1)
              .thenComparingLong(
                  party ->
                      -weights.getOrDefault(party.number(), MessageTotals.NOTHING).payloadBytes())
              .thenComparingLong(
                  party -> -weights.getOrDefault(party.number(), MessageTotals.NOTHING).count()));
      kept = kept.subList(0, most - 2);
    }
    List<Party> shown = List.copyOf(kept);
    Party self =
        recording.parties().isEmpty()
            ? new Party(0, "", "", List.of(), "")
            : recording.parties().getFirst();
    return new Columns(
        all.stream().filter(party -> shown.contains(party) && party.isTracker()).toList(),
        self,
        all.stream().filter(party -> shown.contains(party) && !party.isTracker()).toList(),
        all.stream().filter(party -> !shown.contains(party)).toList());
  }

  private void add(Party party) {
    places.put(party.number(), lifelines.size());
    lifelines.add(new Lifeline(party.title(), party.detail(), party.address(), false));
  }

  List<Lifeline> lifelines() {
    return lifelines;
  }

  /** The column of the recorded node. */
  int self() {
    return self;
  }

  int of(int party) {
    return places.getOrDefault(party, self);
  }

  /** Reports whether several parties share a column. */
  boolean isShared(int place) {
    return place == others;
  }
}
