package covey.node.transfer;

import com.google.common.net.HostAndPort;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import covey.protocol.wire.WireConnection;
import covey.protocol.wire.WireDialer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's connections: at most one to each other node, whichever side dialled. If both dial at the
 * same moment, both keep the connection dialled by the node with the lesser id. Thread-safe.
 */
public final class Connections implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(3);

  /** Within this time two connections are a coincidence; later, the other side lost the first. */
  private static final long COINCIDENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final String STOPPING = "stopping";

  /** A node asks on one connection, briefly on two; others may claim its id. */
  private static final int MOST_TOLD = 4;

  private final LocalNode local;
  private final TransferContext context;
  private final TransferHost host;
  private final Map<NodeId, Connection> byNode = new HashMap<>();
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final Set<NodeId> dialling = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Creates the connections of {@code local}; messages received on them go to {@code host}. */
  public Connections(LocalNode local, TransferContext context, TransferHost host) {
    this.local = local;
    this.context = context;
    this.host = host;
    context.every(Duration.ofSeconds(1), this::tick);
  }

  /** Returns the connection to a node, if there is one. */
  public synchronized Optional<Connection> to(NodeId node) {
    return Optional.ofNullable(byNode.get(node));
  }

  /** Returns the connections on which shares may be opened. */
  public synchronized List<Connection> all() {
    return new ArrayList<>(byNode.values());
  }

  /**
   * Returns the connection to a node; dials the addresses in turn if there is none. Empty if no
   * address leads to that node, or another thread is dialling it. Blocks for seconds.
   */
  public Optional<Connection> connect(NodeId node, Collection<HostAndPort> addresses) {
    Optional<Connection> present = to(node);
    if (present.isPresent() || node.equals(local.id()) || !dialling.add(node)) {
      return present;
    }
    try {
      for (HostAndPort address : addresses) {
        dial(address);
        Optional<Connection> made = to(node);
        if (made.isPresent()) {
          return made; // otherwise another node answers there
        }
      }
      return Optional.empty();
    } finally {
      dialling.remove(node);
    }
  }

  /**
   * Returns the connection to the node that listens at an address; dials if there is none. Empty if
   * nothing answers. Blocks for seconds.
   */
  public Optional<Connection> dial(HostAndPort address) {
    if (Thread.currentThread().isVirtual()) {
      throw new IllegalStateException("dialled on a virtual thread: " + address);
    }
    Optional<Connection> present =
        all().stream().filter(c -> c.record().listen().contains(address)).findFirst();
    if (present.isPresent()) {
      return present;
    }
    try {
      WireConnection wire = WireDialer.dial(address, DIAL_TIMEOUT, local);
      accept(wire);
      return to(wire.remote().node());
    } catch (IOException e) {
      LOG.debug("dialling {}: {}", address, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Takes over a connection that was not made by a plain dial. Closes it and returns empty if it
   * leads to a node other than {@code expected}, or a better connection exists.
   */
  public Optional<Connection> adopt(WireConnection wire, NodeId expected) {
    if (!wire.remote().node().equals(expected)) {
      wire.close();
      return Optional.empty();
    }
    accept(wire);
    return to(expected);
  }

  /** Waits for a connection to a node on which shares may be opened; false if none came. */
  public synchronized boolean await(NodeId node, Duration atMost) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    while (!byNode.containsKey(node)) {
      long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
      if (leftMillis <= 0) {
        return false;
      }
      wait(leftMillis);
    }
    return true;
  }

  /** Sends a message to a node that asks the directory here; false if no such node is connected. */
  public boolean tellAsker(NodeId node, Message message) {
    List<Connection> askers =
        open.stream()
            .filter(c -> c.asksDirectory() && !c.isClosed() && c.node().equals(node))
            .limit(MOST_TOLD)
            .toList();
    askers.forEach(asker -> asker.post(message));
    return !askers.isEmpty();
  }

  /** Takes a connection, whichever side opened it. */
  public void accept(WireConnection wire) {
    Connection connection = new Connection(wire, context, host, this::admit);
    if (wire.dialled() && !connection.admitted()) {
      wire.close();
      return;
    }
    open.add(connection);
    connection.start();
    if (closed) {
      connection.close(STOPPING); // added after close() went through the open connections
    }
  }

  /**
   * Makes a connection the one on which shares are opened with its node, unless there is a better
   * one. Connections that only ask the directory are not counted.
   */
  private boolean admit(Connection connection) {
    Connection replaced;
    synchronized (this) {
      Connection present = byNode.get(connection.node());
      if (present != null && !present.isClosed() && !replaces(connection, present)) {
        return false;
      }
      replaced = byNode.put(connection.node(), connection);
      notifyAll();
    }
    if (replaced != null && replaced != connection) {
      moveShares(replaced, connection);
    }
    return true;
  }

  private boolean replaces(Connection made, Connection present) {
    if (System.nanoTime() - present.sinceNanos() > COINCIDENCE_NANOS) {
      return true;
    }
    boolean lesserIsOurs = local.id().toString().compareTo(present.node().toString()) < 0;
    return made.dialled() == lesserIsOurs && present.dialled() != lesserIsOurs;
  }

  private void moveShares(Connection from, Connection to) {
    var shares = from.shares();
    from.close("another connection to you is used");
    shares.forEach(share -> host.session(share).ifPresent(to::open));
  }

  /** Removes a closed connection. */
  public synchronized void remove(Connection connection) {
    open.remove(connection);
    byNode.remove(connection.node(), connection);
  }

  private void tick() {
    long now = System.nanoTime();
    open.forEach(connection -> connection.tick(now));
  }

  /** Sends Goodbye on every connection and closes it; later ones are closed at once. */
  @Override
  public void close() {
    closed = true;
    open.forEach(connection -> connection.close(STOPPING));
  }
}
