package covey.node.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The messages that one node sent and received.
 *
 * @param title for people; may be empty
 * @param startedAt ISO-8601, UTC
 * @param parties indexed by number
 * @param events in order of time
 * @param missing the number of messages that were not kept
 */
public record Trace(
    String title, String startedAt, List<Party> parties, List<Event> events, long missing) {
  /** Copies the lists, and sorts the events. */
  public Trace {
    parties = List.copyOf(parties);
    events = events.stream().sorted(Comparator.comparingDouble(Event::seconds)).toList();
  }

  /** Returns the recording with another title. */
  public Trace titled(String other) {
    return new Trace(other, startedAt, parties, events, missing);
  }

  /** Returns the recording with names for nodes, by their ids. */
  public Trace named(Map<String, String> names) {
    List<Party> named = new ArrayList<>();
    for (Party party : parties) {
      named.add(party.named(names.getOrDefault(party.node(), party.name())));
    }
    return new Trace(title, startedAt, named, events, missing);
  }

  /** Returns the recording with an additional note. */
  public Trace noted(double seconds, String words) {
    List<Event> more = new ArrayList<>(events);
    more.add(Event.note(seconds, "Note", words));
    return new Trace(title, startedAt, parties, more, missing);
  }

  /** Returns the events that began in an interval, with seconds since its start. */
  public Trace between(Instant from, Instant until) {
    Instant start = Instant.parse(startedAt);
    double first = Duration.between(start, from).toNanos() / 1e9;
    double last = Duration.between(start, until).toNanos() / 1e9;
    List<Event> part = new ArrayList<>();
    for (Event event : events) {
      if (event.seconds() >= first && event.seconds() <= last) {
        part.add(event.delayed(-first));
      } else if (event.kind().equals(MessageKinds.FULL) && event.seconds() < first) {
        part.add(event.delayed(-event.seconds()));
      }
    }
    return new Trace(title, from.toString(), parties, part, missing);
  }
}
