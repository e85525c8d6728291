package covey.node.trace;

/**
 * A number of messages and their bytes.
 *
 * @param count the number of messages
 * @param payloadBytes the payload they carry
 * @param amount what they request or report: bytes, or pieces (see {@link Kinds})
 */
public record Sum(long count, long payloadBytes, long amount) {
  /** No messages. */
  public static final Sum NOTHING = new Sum(0, 0, 0);

  /** One message without payload. */
  public static final Sum ONE = new Sum(1, 0, 0);

  /** Returns both together. */
  public Sum plus(Sum other) {
    return new Sum(count + other.count, payloadBytes + other.payloadBytes, amount + other.amount);
  }
}
