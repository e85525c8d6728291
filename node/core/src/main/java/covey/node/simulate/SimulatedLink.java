package covey.node.simulate;

import covey.node.simulate.Neighbour.Transfer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One node's uplink: blocks wait by receiver, and receivers take turns by chunks, as connections do
 * that share a link; a receiver whose downlink lags behind is passed over, as a full window does,
 * and so is one whose connection stalls.
 */
final class SimulatedLink {
  /** The turn of one connection, in bytes. */
  static final int CHUNK_BYTES = 16 << 10;

  /** What may be on its way to one receiver, in bytes, on a short link. */
  private static final int FLIGHT_BYTES_MIN = 512 << 10;

  private final ArrayDeque<Neighbour> turns = new ArrayDeque<>(4);
  private final int flightBytesMax;

  /** A link of a rate and a delay; what may be on its way grows with both. */
  SimulatedLink(double bytesPerSecond, long delayNanos) {
    double product = 2 * bytesPerSecond * delayNanos / 1e9;
    flightBytesMax = FLIGHT_BYTES_MIN + (int) Math.min(1e9, product);
  }

  void add(Transfer transfer) {
    Neighbour way = transfer.way;
    way.queue.add(transfer);
    if (!way.takesTurns) {
      way.takesTurns = true;
      turns.add(way);
    }
  }

  /** The transfer whose chunk goes next, or null if there is none; its receiver's turn is over. */
  @Nullable Transfer next(long nowNanos) {
    for (int i = turns.size(); i > 0; i--) {
      Neighbour way = turns.remove();
      Transfer first = way.queue.peek();
      if (!way.open || first == null) {
        way.takesTurns = false;
        continue;
      }
      turns.add(way);
      if (way.flightBytes < flightBytesMax && way.clearNanos(nowNanos) == nowNanos) {
        return first;
      }
    }
    return null;
  }

  /** The receivers that take turns. */
  Iterable<Neighbour> turns() {
    return turns;
  }

  /** A chunk has left; returns whether the transfer's last. */
  static boolean left(Transfer transfer, int bytes) {
    transfer.unsentBytes -= bytes;
    transfer.way.flightBytes += bytes;
    if (transfer.unsentBytes > 0) {
      return false;
    }
    transfer.way.queue.remove(transfer);
    return true;
  }
}
