package covey.node.transfer;

import covey.node.swarm.Input;
import covey.protocol.wire.Message;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Pings the peer, closes a connection on which nothing was heard for long, and measures the round
 * trip. Thread-safe.
 */
final class Keepalive {
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Connection connection;
  private final LongSupplier lastReadNanos;
  private volatile boolean waiting;
  private volatile long waitedUntilNanos = System.nanoTime();
  private volatile long roundTripNanos;

  /**
   * Creates an instance.
   *
   * @param lastReadNanos returns when a byte of the peer last arrived, within a message or not
   */
  Keepalive(Connection connection, LongSupplier lastReadNanos) {
    this.connection = connection;
    this.lastReadNanos = lastReadNanos;
  }

  /**
   * Records that this side reads nothing for now, because of its rate limit or because it lacks
   * buffers: the peer's silence says nothing about the peer.
   */
  void waiting(boolean on) {
    if (!on) {
      waitedUntilNanos = System.nanoTime();
    }
    waiting = on;
  }

  /** Pings, or closes the connection if the peer has been silent for too long. */
  void tick(long nowNanos) {
    if (!waiting
        && nowNanos - lastReadNanos.getAsLong() > SILENCE_NANOS
        && nowNanos - waitedUntilNanos > SILENCE_NANOS) {
      connection.close("silent for 30 s");
    } else {
      ping();
    }
  }

  void ping() {
    connection.post(new Message.Ping(System.nanoTime()));
  }

  /** The peer answered a ping. Tells the swarm cores the shortest round trip so far. */
  void ponged(long nonce) {
    long elapsed = System.nanoTime() - nonce;
    if (elapsed > 0 && elapsed < SILENCE_NANOS) {
      // The rest is queues: what grows with the round trip must not grow with the queues it makes.
      long least = roundTripNanos == 0 ? elapsed : Math.min(roundTripNanos, elapsed);
      roundTripNanos = least;
      Input measured = new Input.RoundTripMeasured(connection.key(), least);
      connection.links().forEach(link -> link.session().input(link, measured));
    }
  }

  /** Returns the shortest round trip so far, in nanoseconds; 0 before the first. */
  long roundTripNanos() {
    return roundTripNanos;
  }
}
