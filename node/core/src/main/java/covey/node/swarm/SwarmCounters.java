package covey.node.swarm;

/**
 * What one core did since it began, in bytes but for {@code freshPieces}, a count.
 *
 * @param receivedBytes of blocks that came, useful or not
 * @param duplicateBytes of blocks that were there already or came twice
 * @param rejectedBytes of pieces that failed verification
 * @param sentBytes of blocks handed out for sending
 * @param freshBytes the part of them sent on credit
 * @param freshPieces pieces that were begun on credit
 */
public record SwarmCounters(
    long receivedBytes,
    long duplicateBytes,
    long rejectedBytes,
    long sentBytes,
    long freshBytes,
    long freshPieces) {}
