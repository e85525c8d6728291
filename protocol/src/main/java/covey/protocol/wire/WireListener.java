package covey.protocol.wire;

import com.google.common.net.HostAndPort;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections from other nodes: the one place that listens on a socket.
 *
 * <p>Each connection has its own thread, which performs the handshake and then runs the handler.
 * The handler owns the connection and closes it, before it returns or later from another thread.
 */
public final class WireListener implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(WireListener.class);

  /**
   * Without descriptors, accept fails at once every time; the pause keeps the loop from spinning.
   */
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(200);

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  private static final Message.ErrorMessage BUSY =
      new Message.ErrorMessage(
          Message.ErrorCode.BUSY,
          "this node has no room for more connections",
          5_000,
          Optional.empty());

  private final ServerSocketChannel server;
  private final HostAndPort address;
  private final Handshake handshake;
  private final ListenerSettings settings;
  private final Consumer<WireConnection> handler;
  private final Semaphore handshakes;
  private final Semaphore connections;
  private final Thread accepting;

  private WireListener(
      ServerSocketChannel server,
      HostAndPort address,
      Handshake handshake,
      ListenerSettings settings,
      Consumer<WireConnection> handler) {
    this.server = server;
    this.address = address;
    this.handshake = handshake;
    this.settings = settings;
    this.handler = handler;
    this.handshakes = new Semaphore(settings.unfinishedHandshakes());
    this.connections = new Semaphore(settings.connections());
    String name = "wire-accept-" + address.getPort();
    this.accepting = Thread.ofVirtual().name(name).unstarted(this::accept);
  }

  /** As the longer form, with the default settings. */
  public static WireListener open(
      HostAndPort bind, LocalNode local, Consumer<WireConnection> handler) throws IOException {
    return open(bind, local, ListenerSettings.DEFAULT, handler);
  }

  /**
   * Listens on {@code bind}, on a free port if its port is 0 or absent. Throws IOException with a
   * one-line message on failure.
   */
  public static WireListener open(
      HostAndPort bind,
      LocalNode local,
      ListenerSettings settings,
      Consumer<WireConnection> handler)
      throws IOException {
    return open(bind, new Handshake(local), settings, handler);
  }

  static WireListener open(
      HostAndPort bind,
      Handshake handshake,
      ListenerSettings settings,
      Consumer<WireConnection> handler)
      throws IOException {
    return accepting(BoundPort.open(bind), handshake, settings, handler);
  }

  /** Accepts connections on a port that is bound already, and takes the port over. */
  public static WireListener accepting(
      BoundPort port,
      LocalNode local,
      ListenerSettings settings,
      Consumer<WireConnection> handler) {
    return accepting(port, new Handshake(local), settings, handler);
  }

  private static WireListener accepting(
      BoundPort port,
      Handshake handshake,
      ListenerSettings settings,
      Consumer<WireConnection> handler) {
    WireListener listener =
        new WireListener(port.server(), port.address(), handshake, settings, handler);
    listener.accepting.start();
    return listener;
  }

  /** Returns the requested host with the port that is bound. */
  public HostAndPort address() {
    return address;
  }

  /** Stops accepting before it returns; connections that were handed over stay open. Idempotent. */
  @Override
  public void close() throws IOException {
    server.close();
    try {
      // The system keeps the port open while a thread accepts.
      accepting.join(CLOSE_PATIENCE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    boolean failing = false;
    while (server.isOpen()) {
      try {
        SocketChannel channel = server.accept();
        failing = false;
        greetApart(channel);
      } catch (ClosedChannelException _) {
        return;
      } catch (IOException e) {
        if (!failing) {
          LOG.error("{} cannot accept connections: {}", address, e.getMessage());
        }
        failing = true;
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
      }
    }
  }

  private void greetApart(SocketChannel channel) throws IOException {
    if (!handshakes.tryAcquire()) {
      channel.close();
      handshake.overhead().turnedAway();
      return;
    }
    try {
      settings.threads().newThread(() -> serve(channel)).start();
    } catch (OutOfMemoryError e) {
      // The system has no thread to give now; a full heap would have ended the process.
      handshakes.release();
      channel.close();
      handshake.overhead().turnedAway();
      throw new IOException(e.getMessage(), e);
    }
  }

  private void serve(SocketChannel channel) {
    Optional<WireConnection> connection;
    try {
      connection = greet(channel);
    } finally {
      handshakes.release();
    }
    connection.ifPresent(this::handOver);
  }

  private static String nameOf(SocketChannel channel) {
    InetSocketAddress remote = (InetSocketAddress) channel.socket().getRemoteSocketAddress();
    return remote == null
        ? "unknown"
        : HostAndPort.fromParts(remote.getHostString(), remote.getPort()).toString();
  }

  private Optional<WireConnection> greet(SocketChannel channel) {
    long beganNanos = System.nanoTime();
    String name = nameOf(channel);
    if (!connections.tryAcquire()) {
      handshake.refused(name, false, BUSY.sentence(), beganNanos);
      GracefulClose.say(channel, new FrameWriter(channel, handshake.overhead()), BUSY);
      return Optional.empty();
    }
    boolean done = false;
    try (Deadline _ = Deadline.closing(channel, settings.handshakeDeadline())) {
      settings.sockets().applyTo(channel);
      WireConnection connection = handshake.run(channel, name, false);
      connection.onClose(connections::release);
      done = true;
      return Optional.of(connection);
    } catch (IOException e) {
      LOG.debug("a connection was dropped before its handshake was done: {}", e.getMessage());
      handshake.refused(name, false, String.valueOf(e.getMessage()), beganNanos);
      return Optional.empty();
    } finally {
      if (!done) {
        connections.release();
        closeQuietly(channel);
      }
    }
  }

  private static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // The descriptor is released even so, and the other side was promised nothing.
    }
  }

  private void handOver(WireConnection connection) {
    if (!server.isOpen()) {
      connection.close();
      return;
    }
    try {
      handler.accept(connection);
    } catch (RuntimeException e) {
      LOG.error("{} failed", connection, e);
      connection.close();
    } catch (OutOfMemoryError e) {
      LOG.error("no thread for {}: {}", connection, e.getMessage());
      connection.close();
    }
  }
}
