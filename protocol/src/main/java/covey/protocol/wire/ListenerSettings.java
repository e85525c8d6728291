package covey.protocol.wire;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/**
 * What a {@link WireListener} allows strangers.
 *
 * @param handshakeDeadline a connection without a finished handshake is dropped after this
 * @param unfinishedHandshakes at most so many at a time; more are dropped unheard
 * @param connections at most so many at a time; more are told BUSY
 * @param threads on which a connection is greeted and handed over. A socket that a virtual thread
 *     ever used does not block any more, and `FileChannel.transferTo` to it gives up when its
 *     buffer is full: who sends files takes platform threads
 */
public record ListenerSettings(
    SocketSettings sockets,
    Duration handshakeDeadline,
    int unfinishedHandshakes,
    int connections,
    ThreadFactory threads) {
  /** 3 s, 256 unfinished handshakes, 4,096 connections. */
  public static final ListenerSettings DEFAULT =
      new ListenerSettings(
          SocketSettings.DEFAULT,
          Duration.ofSeconds(3),
          256,
          4_096,
          Thread.ofVirtual().name("wire-from-", 0).factory());

  /** The same, each connection on a thread of {@code factory}. */
  public ListenerSettings withThreads(ThreadFactory factory) {
    return new ListenerSettings(
        sockets, handshakeDeadline, unfinishedHandshakes, connections, factory);
  }
}
