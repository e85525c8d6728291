package covey.tests.crowd;

import com.google.common.net.HostAndPort;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import covey.protocol.wire.WireConnection;
import covey.protocol.wire.WireListener;
import covey.tracker.registry.DirectoryHost;
import covey.tracker.server.DirectoryRequestHandler;
import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A listener that answers directory requests and pings only, light enough for a thousand in one
 * process. A real node answers through {@code node.transfer.Connection}.
 */
public final class CrowdListener implements Closeable {
  private final DirectoryRequestHandler desk;
  private final Set<WireConnection> open = ConcurrentHashMap.newKeySet();
  private final WireListener listener;
  private volatile boolean closed;

  /** Listens on {@code bind}; port 0 picks a free port. */
  public CrowdListener(HostAndPort bind, LocalNode local, DirectoryHost host) throws IOException {
    desk = new DirectoryRequestHandler(host);
    listener = WireListener.open(bind, local, this::serve);
  }

  /** Returns the address it listens on, with the bound port. */
  public HostAndPort address() {
    return listener.address();
  }

  /** Returns the number of connected nodes. */
  int connections() {
    return open.size();
  }

  /** Stops listening and closes all connections. */
  @Override
  public void close() throws IOException {
    closed = true;
    try {
      listener.close();
    } finally {
      open.forEach(WireConnection::close);
    }
  }

  private void serve(WireConnection connection) {
    open.add(connection);
    try (connection) {
      while (!closed && handle(connection, connection.receive())) {}
    } catch (IOException e) {
      // The node is gone. Its announcements stay until they expire.
      return;
    } finally {
      open.remove(connection);
    }
  }

  /** Returns false if the other side is about to close. */
  private boolean handle(WireConnection connection, Message message) throws IOException {
    switch (message) {
      case Message.DirectoryRequest request ->
          Thread.ofVirtual().name("crowd-answer").start(() -> answer(connection, request));
      case Message.Ping(long nonce) -> connection.send(new Message.Pong(nonce));
      default -> {}
    }
    return !(message instanceof Message.Goodbye || message instanceof Message.ErrorMessage);
  }

  private void answer(WireConnection connection, Message.DirectoryRequest request) {
    try {
      connection.send(desk.reply(connection.remote().node(), request));
    } catch (IOException e) {
      connection.close();
    }
  }
}
