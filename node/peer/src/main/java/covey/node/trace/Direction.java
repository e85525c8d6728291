package covey.node.trace;

/** The direction of an event, from the point of view of the recorded node. */
public enum Direction {
  /** From the node to a party. */
  SENT,
  /** From a party to the node. */
  RECEIVED,
  /** From the node to a party that was not reached. */
  LOST,
  /** Happened at the node itself. */
  NOTE
}
