package covey.node.trace;

/**
 * One message, or several of the same kind that were not kept one by one.
 *
 * @param seconds since the recording began: when it, or the first of them, was begun to be sent, or
 *     had arrived
 * @param untilSeconds when the last of them was; the same if it is one
 * @param party with whom; 0: with itself
 * @param kind the message's name on the wire, as "Lookup"
 * @param text what it says, in words; may be empty
 * @param count how many messages
 * @param payloadBytes that came with them
 * @param amount what they ask for or tell of: bytes, or pieces (see {@link Kinds})
 */
public record Event(
    double seconds,
    double untilSeconds,
    Way way,
    int party,
    String kind,
    String text,
    int count,
    long payloadBytes,
    long amount) {}
