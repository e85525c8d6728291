package covey.node.trace;

/**
 * One message, or several of the same kind that were not kept one by one.
 *
 * @param seconds since the recording began, when the first of them began to be sent or had arrived
 * @param untilSeconds likewise of the last of them; equal to {@code seconds} for a single message
 * @param party the other side, by number; 0 for the node itself
 * @param kind the message's name on the wire, such as "Lookup"
 * @param text what it says, in words; may be empty
 * @param sum the number of messages and their bytes
 */
public record Event(
    double seconds,
    double untilSeconds,
    Direction way,
    int party,
    String kind,
    String text,
    MessageTotals sum) {
  /** Returns a note of something that happened at the node itself. */
  static Event note(double seconds, String kind, String words) {
    return new Event(seconds, seconds, Direction.NOTE, 0, kind, words, MessageTotals.ONE);
  }

  /** Returns this event and a later one of the same kind as one event without text. */
  Event joinedWith(Event later) {
    return new Event(seconds, later.untilSeconds, way, party, kind, "", sum.plus(later.sum));
  }

  /** Returns this event, {@code delaySeconds} later; earlier if negative. */
  Event delayed(double delaySeconds) {
    return new Event(
        seconds + delaySeconds, untilSeconds + delaySeconds, way, party, kind, text, sum);
  }
}
