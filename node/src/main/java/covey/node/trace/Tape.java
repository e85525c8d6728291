package covey.node.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events of one recording, in bounded memory. Not thread-safe. */
final class Tape {
  /** So many are kept one by one, some 150 bytes each. */
  static final int MOST = 50_000;

  /** Of these so many that come in great numbers: they must not crowd out the rest. */
  static final int MOST_BULK = 40_000;

  private static final int MOST_SUMS = 10_000;

  private final long startNanos;
  private final List<Event> kept = new ArrayList<>();
  private final Map<Key, Event> sums = new LinkedHashMap<>();
  private Sum missing = Sum.NOTHING;
  private int bulk;

  private record Key(Way way, int party, String kind) {}

  /** With seconds that count from {@code startNanos}. */
  Tape(long startNanos) {
    this.startNanos = startNanos;
  }

  void add(Way way, int party, long atNanos, Said said) {
    double seconds = Math.max(0, atNanos - startNanos) / 1e9;
    Event event =
        new Event(
            seconds,
            seconds,
            way,
            party,
            said.kind(),
            said.text(),
            1,
            said.payloadBytes(),
            said.amount());
    boolean many = Kinds.isBulk(said.kind());
    if (party == Parties.NOBODY) {
      missing = missing.plus(Sum.of(event));
    } else if (kept.size() < MOST && !(many && bulk >= MOST_BULK)) {
      kept.add(event);
      bulk += many ? 1 : 0;
    } else {
      sum(event, many);
    }
  }

  /** All of them, the sums last. */
  List<Event> all() {
    List<Event> all = new ArrayList<>(kept);
    all.addAll(sums.values());
    return all;
  }

  /** Those kept one by one, from the {@code from}th on. */
  List<Event> since(int from) {
    return List.copyOf(kept.subList(from, kept.size()));
  }

  /** Those that were only summed up. */
  List<Event> late() {
    return List.copyOf(sums.values());
  }

  /** What there was no room for. */
  Sum missing() {
    return missing;
  }

  private void sum(Event event, boolean many) {
    Key key = new Key(event.way(), event.party(), event.kind());
    Event before = sums.get(key);
    if (!many || (before == null && sums.size() >= MOST_SUMS)) {
      missing = missing.plus(Sum.of(event));
      return;
    }
    sums.put(key, before == null ? event : joined(before, event));
  }

  private static Event joined(Event a, Event b) {
    return new Event(
        a.seconds(),
        b.untilSeconds(),
        a.way(),
        a.party(),
        a.kind(),
        "",
        a.count() + b.count(),
        a.payloadBytes() + b.payloadBytes(),
        a.amount() + b.amount());
  }
}
