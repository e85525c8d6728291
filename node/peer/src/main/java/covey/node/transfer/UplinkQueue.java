package covey.node.transfer;

import covey.node.swarm.Block;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * One connection's queue at the node's uplink: the blocks that wait to begin on it, by share and in
 * order. Guarded by {@link UplinkScheduler}.
 */
final class UplinkQueue {
  /** Signalled when the connection's writing thread should look again. */
  final Condition changed;

  /** The number of its last turn; among equals, the lowest goes first. */
  long lastTurn;

  /** Whether a block has begun on it and has not ended. */
  boolean begun;

  /** When the last block began, and its length. */
  long begunNanos;

  int begunBytes;

  /** Whether its thread has something to send before it waits for its turn. */
  boolean called;

  private final Map<UplinkFlow, ArrayDeque<WaitingBlock>> byShare = new LinkedHashMap<>();

  UplinkQueue(Condition changed) {
    this.changed = changed;
  }

  void add(WaitingBlock block) {
    byShare.computeIfAbsent(block.share(), s -> new ArrayDeque<>()).add(block);
  }

  /** Returns the shares that have blocks waiting. */
  Iterable<UplinkFlow> shares() {
    return byShare.keySet();
  }

  /** Removes and returns the first block of a share; null if there is none. */
  @Nullable WaitingBlock poll(UplinkFlow share) {
    ArrayDeque<WaitingBlock> blocks = byShare.get(share);
    WaitingBlock first = blocks == null ? null : blocks.poll();
    if (blocks != null && blocks.isEmpty()) {
      byShare.remove(share);
    }
    return first;
  }

  /** Removes a requested block; returns false if it is not waiting. */
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
