package covey.node.transfer;

import covey.node.swarm.Block;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * One connection's place at the node's uplink: the blocks that wait to begin on it, by share, each
 * share's in their order. Guarded by {@link UplinkTurns}.
 */
final class UplinkPlace {
  /** Signalled when its thread has a reason to look. */
  final Condition changed;

  /** The number of its last turn: among equals, who had none for longest is first. */
  long lastTurn;

  /** Whether a block has begun on it and has not ended. */
  boolean begun;

  /** When the block that began last did, and its length. */
  long begunNanos;

  int begunBytes;

  /** Whether its thread has something better to do than to wait for its turn. */
  boolean called;

  private final Map<UplinkShare, ArrayDeque<WaitingBlock>> byShare = new LinkedHashMap<>();

  UplinkPlace(Condition changed) {
    this.changed = changed;
  }

  void add(WaitingBlock block) {
    byShare.computeIfAbsent(block.share(), s -> new ArrayDeque<>()).add(block);
  }

  /** The shares of which blocks wait. */
  Iterable<UplinkShare> shares() {
    return byShare.keySet();
  }

  /** Takes out the first block of a share; null if there is none. */
  @Nullable WaitingBlock poll(UplinkShare share) {
    ArrayDeque<WaitingBlock> blocks = byShare.get(share);
    WaitingBlock first = blocks == null ? null : blocks.poll();
    if (blocks != null && blocks.isEmpty()) {
      byShare.remove(share);
    }
    return first;
  }

  /** Takes out a block that was asked for; returns false if it does not wait. */
  boolean remove(ShareLink link, Block block) {
    for (ArrayDeque<WaitingBlock> blocks : byShare.values()) {
      if (blocks.removeIf(b -> b.link() == link && !b.fresh() && b.block().equals(block))) {
        byShare.values().removeIf(ArrayDeque::isEmpty);
        return true;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return byShare.isEmpty();
  }

  void clear() {
    byShare.clear();
  }
}
