package covey.node.trace;

/**
 * What some messages come to.
 *
 * @param count how many
 * @param payloadBytes that came with them
 * @param amount what they ask for or tell of
 */
record Sum(long count, long payloadBytes, long amount) {
  static final Sum NOTHING = new Sum(0, 0, 0);

  static Sum of(Event event) {
    return new Sum(event.count(), event.payloadBytes(), event.amount());
  }

  Sum plus(Sum other) {
    return new Sum(count + other.count, payloadBytes + other.payloadBytes, amount + other.amount);
  }
}
