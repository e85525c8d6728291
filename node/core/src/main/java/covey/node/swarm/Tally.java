package covey.node.swarm;

/** The running sums behind {@link SwarmCounters}. */
final class Tally {
  long receivedBytes;
  long duplicateBytes;
  long rejectedBytes;
  long sentBytes;
  long freshBytes;
  long freshPieces;

  SwarmCounters counters() {
    return new SwarmCounters(
        receivedBytes, duplicateBytes, rejectedBytes, sentBytes, freshBytes, freshPieces);
  }
}
