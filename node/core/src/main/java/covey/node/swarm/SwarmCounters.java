package covey.node.swarm;

/**
 * The counters of one core since its start, in bytes except {@code freshPieces}, a count.
 *
 * @param receivedBytes of received blocks, useful or not
 * @param duplicateBytes of blocks that were already there or came twice
 * @param rejectedBytes of pieces that failed verification
 * @param sentBytes of blocks handed out for sending
 * @param freshBytes the part of them sent on credit
 * @param freshPieces pieces begun on credit
 */
public record SwarmCounters(
    long receivedBytes,
    long duplicateBytes,
    long rejectedBytes,
    long sentBytes,
    long freshBytes,
    long freshPieces) {}
