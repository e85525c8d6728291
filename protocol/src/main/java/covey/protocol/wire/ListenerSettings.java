package covey.protocol.wire;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;

/**
 * The limits of a {@link WireListener}.
 *
 * @param handshakeDeadline a connection without a finished handshake is dropped after this
 * @param unfinishedHandshakes the maximum at a time; further connections are dropped unread
 * @param connections the maximum at a time; further ones are refused with BUSY
 * @param threads creates the threads on which the handshake and the handler run. Use platform
 *     threads to send files: once a virtual thread has used a socket, the socket is non-blocking,
 *     and `FileChannel.transferTo` stops when its buffer is full
 */
public record ListenerSettings(
    SocketSettings sockets,
    Duration handshakeDeadline,
    int unfinishedHandshakes,
    int connections,
    ThreadFactory threads) {
  /** Returns the defaults: 3 s, 256 unfinished handshakes, 4,096 connections. */
  public static final ListenerSettings DEFAULT =
      new ListenerSettings(
          SocketSettings.DEFAULT,
          Duration.ofSeconds(3),
          256,
          4_096,
          Thread.ofVirtual().name("wire-from-", 0).factory());

  /** Returns a copy that runs each connection on a thread of {@code factory}. */
  public ListenerSettings withThreads(ThreadFactory factory) {
    return new ListenerSettings(
        sockets, handshakeDeadline, unfinishedHandshakes, connections, factory);
  }
}
