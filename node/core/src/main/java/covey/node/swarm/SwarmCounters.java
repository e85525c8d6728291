package covey.node.swarm;

/**
 * The counters of one core since its start, in bytes.
 *
 * @param receivedBytes of received blocks, useful or not
 * @param duplicateBytes of blocks that were already there or came twice
 * @param rejectedBytes of pieces that failed verification
 */
public record SwarmCounters(long receivedBytes, long duplicateBytes, long rejectedBytes) {}
