package covey.node.simulate;

import covey.node.simulate.DirectedLink.Transfer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One node's uplink. Blocks wait by receiver, and receivers take turns by chunks, as connections on
 * a shared link do. A receiver is skipped while its downlink lags behind, as with a full TCP
 * window, or while its connection stalls.
 */
final class SimulatedLink {
  /** The turn of one connection, in bytes. */
  static final int CHUNK_BYTES = 16 << 10;

  /** The maximum in transit to one receiver on a short link, in bytes. */
  private static final int FLIGHT_BYTES_MIN = 512 << 10;

  private final ArrayDeque<DirectedLink> turns = new ArrayDeque<>(4);
  private final int flightBytesMax;

  /** Creates a link with a rate and a delay; the maximum in transit grows with both. */
  SimulatedLink(double bytesPerSecond, long delayNanos) {
    double product = 2 * bytesPerSecond * delayNanos / 1e9;
    flightBytesMax = FLIGHT_BYTES_MIN + (int) Math.min(1e9, product);
  }

  void add(Transfer transfer) {
    DirectedLink way = transfer.way;
    way.queue.add(transfer);
    if (!way.takesTurns) {
      way.takesTurns = true;
      turns.add(way);
    }
  }

  /** Returns the transfer whose chunk is sent next, or null; ends the turn of its receiver. */
  @Nullable Transfer next(long nowNanos) {
    for (int i = turns.size(); i > 0; i--) {
      DirectedLink way = turns.remove();
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
  Iterable<DirectedLink> turns() {
    return turns;
  }

  /** A chunk has left; returns whether it was the last of its transfer. */
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
