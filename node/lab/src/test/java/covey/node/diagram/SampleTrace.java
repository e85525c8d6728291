package covey.node.diagram;

import covey.node.trace.Direction;
import covey.node.trace.Event;
import covey.node.trace.MessageKinds;
import covey.node.trace.MessageTotals;
import covey.node.trace.Party;
import covey.node.trace.Trace;
import java.util.ArrayList;
import java.util.List;

/** Builds a recording, event by event. */
final class SampleTrace {
  private final List<Party> parties = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();

  SampleTrace(int peers) {
    parties.add(new Party(0, "aaaaaaaaaaaa", "192.0.2.1:7410", List.of(), ""));
    parties.add(new Party(1, "tttttttttttt", "192.0.2.9:7400", List.of("tracker"), ""));
    for (int i = 0; i < peers; i++) {
      int number = i + 2;
      parties.add(new Party(number, "peernode" + i, "192.0.2.2:" + number, List.of(), ""));
    }
  }

  SampleTrace call(int party, String name) {
    parties.set(party, parties.get(party).named(name));
    return this;
  }

  SampleTrace say(double seconds, Direction way, int party, String kind, String text) {
    events.add(new Event(seconds, seconds, way, party, kind, text, MessageTotals.ONE));
    return this;
  }

  SampleTrace block(double seconds, Direction way, int party, long bytes) {
    events.add(
        new Event(seconds, seconds, way, party, "Block", "", new MessageTotals(1, bytes, 0)));
    return this;
  }

  Trace recording(String title) {
    return new Trace(title, "2026-11-26T08:00:00.123456Z", parties, events, 0);
  }

  /** A download through a tracker whose source is lost during the download. */
  static Trace download() {
    SampleTrace exchange =
        new SampleTrace(1)
            .say(0.001, Direction.SENT, 1, "Lookup", "share mfrgg")
            .say(0.002, Direction.RECEIVED, 1, "LookedUp", "1 provider, 1 complete")
            .say(0.010, Direction.SENT, 2, "Hello", "dials");
    for (int i = 0; i < 128; i++) {
      double seconds = (310 + i * 7) / 1000.0;
      exchange.block(seconds, Direction.RECEIVED, 2, 16 << 10);
      exchange.events.add(
          new Event(seconds, seconds, Direction.SENT, 2, "Have", "", new MessageTotals(1, 0, 2)));
      exchange.say(seconds, Direction.SENT, 1, "Ping", "");
    }
    return exchange
        .say(1.5, Direction.NOTE, 0, "Note", "the tracker does not answer")
        .block(1.6, Direction.RECEIVED, 2, 100)
        .say(1.7, Direction.RECEIVED, 2, MessageKinds.ENDED, "without Goodbye")
        .say(1.8, Direction.LOST, 2, MessageKinds.DIAL, "connection refused")
        .recording("A download");
  }
}
