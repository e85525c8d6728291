package covey.protocol.wire;

import com.google.common.net.HostAndPort;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A connection to another node after its handshake. Both sides may send at any time.
 *
 * <p>Any thread may send or close; one thread at a time receives and reads payload. Calls block.
 * Threads that send from files must be platform threads: once a virtual thread has used a socket,
 * the socket is non-blocking. Interrupting a thread in a call closes the connection.
 */
public final class WireConnection implements Closeable {
  private final SocketChannel channel;
  private final FrameReader reader;
  private final FrameWriter writer;
  private final Greeting greeting;
  private final InetSocketAddress remoteAddress;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile Runnable onClose = () -> {};
  private volatile Optional<HostAndPort> relay = Optional.empty();
  private final @Nullable Tap tap;
  private @Nullable Message payloadComes; // used only by the receiving thread, and only with a tap
  private volatile boolean lost;

  /** Writes messages to the socket. */
  private interface Write {
    void run() throws IOException;
  }

  /** Creates a connection from the result of a handshake, with a tap or null. */
  record Greeting(Message.Hello remote, int version, boolean dialled, @Nullable Tap tap) {}

  WireConnection(SocketChannel channel, FrameReader reader, FrameWriter writer, Greeting greeting)
      throws IOException {
    tap = greeting.tap();
    this.channel = channel;
    this.reader = reader;
    this.writer = writer;
    this.greeting = greeting;
    this.remoteAddress = (InetSocketAddress) channel.getRemoteAddress();
    SocketSettings.holdTwoSegments(channel, (InetSocketAddress) channel.getLocalAddress());
  }

  /** Returns the other side's Hello; its claims are not proven. */
  public Message.Hello remote() {
    return greeting.remote();
  }

  /** Returns the protocol version of this connection. */
  public int version() {
    return greeting.version();
  }

  /** Returns whether this side opened the connection. */
  public boolean dialled() {
    return greeting.dialled();
  }

  /**
   * Returns the remote address of the socket; the other side listens on its port only if this side
   * dialled.
   */
  public InetSocketAddress remoteAddress() {
    return remoteAddress;
  }

  /** Returns the relay of this connection, if there is one. */
  public Optional<HostAndPort> relay() {
    return relay;
  }

  /** Starts a new connection, on the same socket, with the node that a relay has joined to it. */
  WireConnection beginAnew(Handshake handshake, HostAndPort over, boolean opened)
      throws IOException {
    String name = "the node behind relay " + over;
    WireConnection next = handshake.run(channel, reader, writer, name, opened);
    next.relay = Optional.of(over);
    return next;
  }

  SocketChannel channel() {
    return channel;
  }

  FrameReader reader() {
    return reader;
  }

  /** Requests a send buffer of this size, if the current one is smaller. */
  public void sendBufferBytes(int bytes) throws IOException {
    SocketSettings.widen(channel, bytes);
  }

  /** Sends a message without payload. */
  public void send(Message message) throws IOException {
    send(List.of(message));
  }

  /** Sends messages without payload, in one write. */
  public void send(List<Message> messages) throws IOException {
    send(messages, () -> writer.write(messages));
  }

  /**
   * Sends a message with its payload, beginning both in one write; direct buffers are not copied.
   * Throws IllegalStateException unless the size of {@code payload} matches the message.
   */
  public void send(Message message, ByteBuffer payload) throws IOException {
    send(List.of(message), () -> writer.write(message, payload));
  }

  /** Sends a message, then lets {@code source} write its payload to the socket. */
  public void send(Message message, PayloadSource source) throws IOException {
    send(List.of(message), () -> writer.write(message, source));
  }

  private void send(List<Message> messages, Write write) throws IOException {
    long beganNanos = momentForTap();
    try {
      write.run();
    } catch (ClosedChannelException e) {
      throw closedHere(e);
    }
    if (tap != null) {
      messages.forEach(message -> tapSent(message, beganNanos));
    }
  }

  /**
   * Waits for the next message; its payload, if it has one, must be read or skipped before the
   * next.
   *
   * <p>Throws EOFException at a clean end, and MalformedFrameException if the other side broke the
   * rules; an Error has then been sent and the connection is closed.
   */
  public Message receive() throws IOException {
    try {
      Message message = reader.next(WireLimits.MESSAGE_BYTES);
      if (tap != null) {
        payloadComes = message;
        tapIfWhole();
      }
      return message;
    } catch (MalformedFrameException e) {
      close(Handshake.error(e.code(), String.valueOf(e.getMessage())));
      throw e;
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /**
   * Returns when bytes of the other side last arrived, as in System.nanoTime; any thread may ask.
   */
  public long lastReadNanos() {
    return reader.lastReadNanos();
  }

  /**
   * Fills {@code destination} with the next bytes of the last message's payload; throws
   * IllegalStateException if fewer remain.
   */
  public void readPayload(ByteBuffer destination) throws IOException {
    try {
      reader.readPayload(destination);
      tapIfWhole();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** Skips the next {@code bytes} of the last message's payload. */
  public void skipPayload(int bytes) throws IOException {
    try {
      reader.skipPayload(bytes);
      tapIfWhole();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /**
   * Sends an Error or a Goodbye, waits up to half a second for the other side to read it, then
   * closes.
   */
  public void close(Message last) {
    long beganNanos = momentForTap();
    if (GracefulClose.say(channel, writer, last)) {
      tapSent(last, beganNanos);
    }
    close();
  }

  /** Closes at once; pending calls throw an IOException. Idempotent. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // The descriptor is released even so, and unsent bytes are of no use.
    } finally {
      if (!closed.getAndSet(true)) {
        onClose.run();
        if (tap != null) {
          tap.closed(this, lost);
        }
      }
    }
  }

  /**
   * Sets an action that runs once, at the first close. Set it before other threads see the
   * connection.
   */
  void onClose(Runnable action) {
    onClose = action;
  }

  @Override
  public String toString() {
    return "connection " + (dialled() ? "to " : "from ") + remoteAddress;
  }

  private long momentForTap() {
    return tap == null ? 0 : System.nanoTime();
  }

  private void tapSent(Message message, long beganNanos) {
    if (tap != null) {
      tap.sent(this, message, beganNanos);
    }
  }

  /** A message with an incomplete payload does not count as received. */
  private void tapIfWhole() {
    Message whole = payloadComes;
    if (tap != null && whole != null && reader.isAtMessageEnd()) {
      payloadComes = null;
      tap.received(this, whole);
    }
  }

  /** Returns the error to throw after a failed read, noting whether the other side caused it. */
  private IOException lost(IOException e) {
    if (e instanceof ClosedChannelException closed) {
      return closedHere(closed);
    }
    lost = true;
    return e;
  }

  private IOException closedHere(ClosedChannelException e) {
    return new IOException("the " + this + " was closed on this side", e);
  }
}
