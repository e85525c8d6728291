package covey.tracker.server;

import com.google.common.net.HostAndPort;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.WireConnection;
import covey.protocol.wire.WireListener;
import covey.tracker.registry.DirectoryHost;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A directory host, offered to nodes over the wire protocol; nothing but that. Connections that are
 * silent for minutes are dropped. Thread-safe.
 */
public final class TrackerServer implements Closeable {
  /** After this silence a connection is dropped: several announce intervals. */
  public static final Duration IDLE = Duration.ofMinutes(5);

  private final DirectoryDesk desk;
  private final Duration idle;
  private final Set<TrackerSession> sessions = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final WireListener listener;

  private TrackerServer(HostAndPort bind, LocalNode local, DirectoryHost host, Duration idle)
      throws IOException {
    this.desk = new DirectoryDesk(host);
    this.idle = idle;
    this.listener = WireListener.open(bind, local, this::serve);
  }

  /** Listens; port 0 takes a free one. IOException with a line for people. */
  public static TrackerServer open(HostAndPort bind, LocalNode local, DirectoryHost host)
      throws IOException {
    return open(bind, local, host, IDLE);
  }

  /** As above; drops connections that are silent for {@code idle}. */
  static TrackerServer open(HostAndPort bind, LocalNode local, DirectoryHost host, Duration idle)
      throws IOException {
    TrackerServer server = new TrackerServer(bind, local, host, idle);
    Thread.ofVirtual().name("tracker-idle").start(server::dropIdle);
    return server;
  }

  /** Where it listens, with the port really bound. */
  public HostAndPort address() {
    return listener.address();
  }

  /** How many nodes are connected. */
  public int connections() {
    return sessions.size();
  }

  /** Stops listening, and closes all connections. */
  @Override
  public void close() throws IOException {
    closed.countDown();
    try {
      listener.close();
    } finally {
      sessions.forEach(TrackerSession::close);
    }
  }

  private void serve(WireConnection connection) {
    TrackerSession session = new TrackerSession(connection, desk);
    sessions.add(session);
    try {
      if (closed.getCount() > 0) {
        session.run();
      }
    } finally {
      session.close();
      sessions.remove(session);
    }
  }

  private void dropIdle() {
    try {
      while (!closed.await(idle.toMillis() / 4, TimeUnit.MILLISECONDS)) {
        long now = System.nanoTime();
        sessions.stream()
            .filter(session -> now - session.heardNanos() > idle.toNanos())
            .forEach(TrackerSession::close);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
