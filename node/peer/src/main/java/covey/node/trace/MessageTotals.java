package covey.node.trace;

/**
 * A number of messages and their bytes.
 *
 * @param count the number of messages
 * @param payloadBytes the payload they carry
 * @param amount what they request or report: bytes, or pieces (see {@link MessageKinds})
 */
public record MessageTotals(long count, long payloadBytes, long amount) {
  /** No messages. */
  public static final MessageTotals NOTHING = new MessageTotals(0, 0, 0);

  /** One message without payload. */
  public static final MessageTotals ONE = new MessageTotals(1, 0, 0);

  /** Returns both together. */
  public MessageTotals plus(MessageTotals other) {
    return new MessageTotals(
        count + other.count, payloadBytes + other.payloadBytes, amount + other.amount);
  }
}
