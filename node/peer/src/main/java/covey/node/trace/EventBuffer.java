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
   * With seconds that count from {@code startNanos}.
   *
   * @param most so many are kept one by one, some 150 bytes each; of these at most four fifths such
   *     as come in great numbers: they must not crowd out the rest
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

  /** All of them, the sums last. */
  List<Event> all() {
    List<Event> all = new ArrayList<>(kept);
    all.addAll(sums.values());
    return all;
  }

  /** Takes out those that were kept one by one. */
  List<Event> drain() {
    List<Event> drained = List.copyOf(kept);
    kept.clear();
    return drained;
  }

  /** Those that were only summed up. */
  List<Event> late() {
    return List.copyOf(sums.values());
  }

  /** What there was no room for. */
  MessageTotals missing() {
    return missing;
  }

  private void sayFull(double seconds) {
    if (!full) {
      full = true;
      String words = "the recording is full: from here on only sums";
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
