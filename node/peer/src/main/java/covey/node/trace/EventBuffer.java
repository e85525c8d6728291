package covey.node.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events of one recording, in bounded memory. Not thread-safe. */
final class EventBuffer {
  private static final int MOST_SUMS = 10_000;

  private final long startNanos;
  private final int most;
  private final int mostBulk;
  private final List<Event> kept = new ArrayList<>();
  private final Map<Key, Event> sums = new LinkedHashMap<>();
  private MessageTotals missing = MessageTotals.NOTHING;
  private int taken;
  private int bulk;
  private boolean full;

  private record Key(Direction way, int party, String kind) {}

  /**
   * Creates a buffer for events since {@code startNanos}.
   *
   * @param most the number of events kept individually, about 150 bytes each. At most four fifths
   *     of them are of kinds that come in large numbers, so that these do not crowd out the rest
   */
  EventBuffer(long startNanos, int most) {
    this.startNanos = startNanos;
    this.most = most;
    mostBulk = most / 5 * 4;
  }

  void add(Direction way, int party, long atNanos, MessageSummary said) {
    double seconds = Math.max(0, atNanos - startNanos) / 1e9;
    Event event =
        new Event(
            seconds,
            seconds,
            way,
            party,
            said.kind(),
            said.text(),
            new MessageTotals(1, said.payloadBytes(), said.amount()));
    boolean many = MessageKinds.isBulk(said.kind());
    if (party == PartyTable.NOBODY) {
      missing = missing.plus(event.sum());
    } else if (taken < most && !(many && bulk >= mostBulk)) {
      kept.add(event);
      taken++;
      bulk += many ? 1 : 0;
    } else {
      sayFull(seconds);
      sum(event, many);
    }
  }

  /** Returns all events, the totals last. */
  List<Event> all() {
    List<Event> all = new ArrayList<>(kept);
    all.addAll(sums.values());
    return all;
  }

  /** Removes and returns the individual events. */
  List<Event> drain() {
    List<Event> drained = List.copyOf(kept);
    kept.clear();
    return drained;
  }

  /** Returns the totals. */
  List<Event> late() {
    return List.copyOf(sums.values());
  }

  /** Returns the totals of messages that were not kept. */
  MessageTotals missing() {
    return missing;
  }

  private void sayFull(double seconds) {
    if (!full) {
      full = true;
      String words = "the recording is full: only totals from here on";
      kept.add(Event.note(seconds, MessageKinds.FULL, words));
    }
  }

  private void sum(Event event, boolean many) {
    Key key = new Key(event.way(), event.party(), event.kind());
    Event before = sums.get(key);
    if (!many || (before == null && sums.size() >= MOST_SUMS)) {
      missing = missing.plus(event.sum());
      return;
    }
    sums.put(key, before == null ? event : before.joinedWith(event));
  }
}
