package covey.node.swarm;

/** A peer of one swarm, identified by a connection number that is never reused. */
public record PeerKey(long number) implements Comparable<PeerKey> {
  @Override
  public int compareTo(PeerKey other) {
    return Long.compare(number, other.number);
  }
}
