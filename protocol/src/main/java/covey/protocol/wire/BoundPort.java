package covey.protocol.wire;

import com.google.common.net.HostAndPort;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Locale;

/**
 * A TCP port that is bound but not yet accepted on: connections wait in the system's queue until a
 * {@link WireListener} accepts them.
 *
 * <p>A node binds its port first, because its other parts need the address, and accepts last, when
 * all of them can answer.
 */
public final class BoundPort implements Closeable {
  private static final int BACKLOG = 1_024;

  private final ServerSocketChannel server;
  private final HostAndPort address;

  private BoundPort(ServerSocketChannel server, HostAndPort address) {
    this.server = server;
    this.address = address;
  }

  /**
   * Binds {@code bind}, or a free port if its port is 0 or absent.
   *
   * @throws IOException with a one-line message for users if the port cannot be bound
   */
  public static BoundPort open(HostAndPort bind) throws IOException {
    int port = bind.getPortOrDefault(0);
    InetSocketAddress local = new InetSocketAddress(bind.getHost(), port);
    if (local.isUnresolved()) {
      throw new IOException("cannot listen on " + bind + ": unknown host");
    }
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.bind(local, BACKLOG);
      int bound = ((InetSocketAddress) server.getLocalAddress()).getPort();
      return new BoundPort(server, HostAndPort.fromParts(bind.getHost(), bound));
    } catch (IOException e) {
      server.close();
      String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      throw new IOException(
          e instanceof BindException && reason.contains("in use")
              ? "port %d on %s is in use: choose another one, or 0 for any that is free"
                  .formatted(port, bind.getHost())
              : "cannot listen on " + bind + ": " + reason,
          e);
    }
  }

  /** Returns the host as given, with the port that is really bound. */
  public HostAndPort address() {
    return address;
  }

  ServerSocketChannel server() {
    return server;
  }

  /** Releases the port. Idempotent. */
  @Override
  public void close() throws IOException {
    server.close();
  }
}
