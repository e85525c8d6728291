package covey.node.trace;

/** Which way an event went, seen from the node that was recorded. */
public enum Direction {
  /** From it to a party. */
  SENT,
  /** From a party to it. */
  RECEIVED,
  /** From it to a party that was not reached. */
  LOST,
  /** Happened at the node, said to nobody. */
  NOTE
}
