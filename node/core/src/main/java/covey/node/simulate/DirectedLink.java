package covey.node.simulate;

import covey.node.swarm.Block;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One direction of a connection: from one node to another. */
final class DirectedLink {
  final SimulatedNode from;
  final SimulatedNode to;

  /** The index of the other end, stored here because lookups use it. */
  final int toIndex;

  final @Nullable Stalls stalls;

  /** Blocks that wait for the uplink. */
  final ArrayDeque<Transfer> queue = new ArrayDeque<>(2);

  /** Whether it is among the receivers that take turns on the uplink. */
  boolean takesTurns;

  boolean open = true;
  int flightBytes;

  /** The time until which the uplink knows that the direction stalls. */
  long stallSeenNanos;

  DirectedLink(SimulatedNode from, SimulatedNode to, @Nullable Stalls stalls) {
    this.from = from;
    this.to = to;
    toIndex = to.index;
    this.stalls = stalls;
  }

  /** Returns when something due at a time can leave. */
  long clearNanos(long nowNanos) {
    return stalls == null ? nowNanos : stalls.clearNanos(nowNanos);
  }

  /** A block in transit. */
  static final class Transfer {
    final DirectedLink way;
    final Block block;
    final boolean fresh;
    int unsentBytes;
    int unreceivedBytes;

    Transfer(DirectedLink way, Block block, boolean fresh) {
      this.way = way;
      this.block = block;
      this.fresh = fresh;
      unsentBytes = block.lengthBytes();
      unreceivedBytes = block.lengthBytes();
    }
  }
}
