package covey.node.swarm;

/** A peer of one swarm, by the number of its connection; never used again for another. */
public record PeerKey(long number) implements Comparable<PeerKey> {
  @Override
  public int compareTo(PeerKey other) {
    return Long.compare(number, other.number);
  }
}
