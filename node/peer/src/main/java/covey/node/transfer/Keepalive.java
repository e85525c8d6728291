package covey.node.transfer;

import covey.node.swarm.Input;
import covey.protocol.wire.Message;
import java.util.concurrent.TimeUnit;

/**
 * Pings the peer, closes a connection on which nothing was heard for long, and measures the round
 * trip. Thread-safe.
 */
final class Keepalive {
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Connection connection;
  private volatile long lastHeardNanos = System.nanoTime();
  private volatile long roundTripNanos;

  Keepalive(Connection connection) {
    this.connection = connection;
  }

  /** The peer sent a message. */
  void heard() {
    lastHeardNanos = System.nanoTime();
  }

  /** Pings, or closes the connection if the peer has been silent for too long. */
  void tick(long nowNanos) {
    if (nowNanos - lastHeardNanos > SILENCE_NANOS) {
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
