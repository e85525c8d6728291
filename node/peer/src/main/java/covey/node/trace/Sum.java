package covey.node.trace;

/**
 * What some messages come to.
 *
 * @param count how many
 * @param payloadBytes that came with them
 * @param amount what they ask for or tell of
 */
public record Sum(long count, long payloadBytes, long amount) {
  /** No messages. */
  public static final Sum NOTHING = new Sum(0, 0, 0);

  /** The sums of one event. */
  public static Sum of(Event event) {
    return new Sum(event.count(), event.payloadBytes(), event.amount());
  }

  /** Both together. */
  public Sum plus(Sum other) {
    return new Sum(count + other.count, payloadBytes + other.payloadBytes, amount + other.amount);
  }
}
