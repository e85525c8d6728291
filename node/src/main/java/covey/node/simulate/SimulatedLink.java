package covey.node.simulate;

import covey.node.swarm.Block;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One node's uplink: blocks wait by receiver, and receivers take turns by chunks, as connections do
 * that share a link; a receiver whose downlink lags behind is passed over, as a full window does.
 */
final class SimulatedLink {
  /** The turn of one connection, in bytes. */
  static final int CHUNK_BYTES = 16 << 10;

  /** What may be on its way to one receiver, in bytes, on a short link. */
  private static final int FLIGHT_BYTES_MIN = 512 << 10;

  /** A block on its way. */
  static final class Transfer {
    final SimulatedNode from;
    final SimulatedNode to;
    final Block block;
    final boolean fresh;
    int unsentBytes;
    int unreceivedBytes;

    Transfer(SimulatedNode from, SimulatedNode to, Block block, boolean fresh) {
      this.from = from;
      this.to = to;
      this.block = block;
      this.fresh = fresh;
      unsentBytes = block.lengthBytes();
      unreceivedBytes = block.lengthBytes();
    }
  }

  private final TreeMap<Integer, ArrayDeque<Transfer>> queues = new TreeMap<>();
  private final TreeMap<Integer, Integer> flightBytes = new TreeMap<>();
  private final int flightBytesMax;
  private int last = -1;

  /** A link of a rate and a delay; what may be on its way grows with both. */
  SimulatedLink(double bytesPerSecond, long delayNanos) {
    double product = 2 * bytesPerSecond * delayNanos / 1e9;
    flightBytesMax = FLIGHT_BYTES_MIN + (int) Math.min(1e9, product);
  }

  void add(Transfer transfer) {
    queues.computeIfAbsent(transfer.to.index, _ -> new ArrayDeque<>()).add(transfer);
  }

  /** Forgets what waits for a receiver. */
  void drop(int receiver) {
    queues.remove(receiver);
    flightBytes.remove(receiver);
  }

  /** The transfer whose chunk goes next, or null if there is none; its receiver's turn is over. */
  @Nullable Transfer next() {
    Map.Entry<Integer, ArrayDeque<Transfer>> turn = queues.higherEntry(last);
    for (int i = 0; i < queues.size(); i++) {
      if (turn == null) {
        turn = queues.firstEntry();
      }
      if (flightBytes.getOrDefault(turn.getKey(), 0) < flightBytesMax) {
        last = turn.getKey();
        return turn.getValue().peek();
      }
      turn = queues.higherEntry(turn.getKey());
    }
    return null;
  }

  /** A chunk has left; returns whether the transfer's last. */
  boolean left(Transfer transfer, int bytes) {
    transfer.unsentBytes -= bytes;
    flightBytes.merge(transfer.to.index, bytes, Integer::sum);
    if (transfer.unsentBytes > 0) {
      return false;
    }
    ArrayDeque<Transfer> queue = queues.get(transfer.to.index);
    if (queue != null) {
      queue.remove(transfer);
      if (queue.isEmpty()) {
        queues.remove(transfer.to.index);
      }
    }
    return true;
  }

  void received(int receiver, int bytes) {
    flightBytes.computeIfPresent(receiver, (_, flight) -> flight - bytes);
  }
}
