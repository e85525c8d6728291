package covey.tracker.cluster;

import covey.protocol.wire.Overhead;
import java.io.DataInput;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jgroups.Address;
import org.jgroups.PhysicalAddress;
import org.jgroups.blocks.cs.Connection;
import org.jgroups.protocols.TCP;
import org.jgroups.stack.IpAddress;
import org.jgroups.util.Util;

/**
 * JGroups' TCP transport with a workaround for a bug in 5.5.7; check again when JGroups is
 * upgraded.
 *
 * <p>On a view change, BaseServer.retainAll removes a connection from its table but leaves its
 * socket open if the peer's address became known in the meantime. The peer keeps the connection in
 * its own table and refuses every new one, so that no message reaches it, although both are in the
 * view. When many members joined at once, this happened in most runs. This class also closes the
 * connections dropped from the table.
 */
final class MemberTcp extends TCP {
  private static final int PROBES = 5;
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(100);

  private final Overhead overhead;
  private final Set<Connection> established = ConcurrentHashMap.newKeySet();
  private int wantedPort;

  /** Creates a transport that counts the bytes it sends in {@code overhead}. */
  MemberTcp(Overhead overhead) {
    this.overhead = overhead;
  }

  @Override
  public void init() throws Exception {
    // JGroups rejects port 0 with static discovery, which may have to guess ports; JoinPing never
    // does.
    wantedPort = bind_port;
    bind_port = Math.max(1, bind_port);
    super.init();
  }

  @Override
  public void start() throws Exception {
    bind_port = wantedPort;
    super.start();
  }

  @Override
  public void connectionEstablished(Connection connection) {
    super.connectionEstablished(connection);
    established.add(connection);
  }

  @Override
  public void connectionClosed(Connection connection) {
    established.remove(connection);
    if (connection.peerAddress() instanceof PhysicalAddress peer) {
      Thread.ofVirtual().name("member-probe").start(() -> suspectIfGone(connection, peer));
    }
  }

  /**
   * Suspects the peer only if its port refuses connections. Connections between live members also
   * close: when both sides open one, when the view changes, or when answers are late. Suspecting a
   * member for that would split the view on a machine too busy to answer within 0.5 s.
   */
  private void suspectIfGone(Connection connection, PhysicalAddress peer) {
    // An exiting process may close its connections before its port.
    for (int probe = 0; probe < PROBES; probe++) {
      if (refuses(peer)) {
        super.connectionClosed(connection);
        return;
      }
      LockSupport.parkNanos(BETWEEN_PROBES.toNanos());
    }
  }

  /**
   * Reports whether the peer's port refuses connections, which means that the member has stopped.
   */
  boolean refuses(PhysicalAddress peer) {
    if (!(peer instanceof IpAddress ip)) {
      return false;
    }
    try (Socket probe = getSocketFactory().createSocket("covey.member-probe")) {
      probe.connect(new InetSocketAddress(ip.getIpAddress(), ip.getPort()), getSockConnTimeout());
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void retainAll(Collection<Address> members) {
    super.retainAll(members);
    Set<Connection> kept = new HashSet<>();
    srv.forAllConnections((peer, connection) -> kept.add(connection));
    established.removeIf(connection -> isDropped(connection, members, kept));
  }

  @Override
  public void send(Address to, byte[] bytes, int offset, int lengthBytes) throws Exception {
    super.send(to, bytes, offset, lengthBytes);
    // Includes the length prefix that JGroups writes.
    overhead.sent(Integer.BYTES + (long) lengthBytes);
  }

  /** Closes the connection if it is no longer in the table; returns true if it is closed. */
  private static boolean isDropped(
      Connection connection, Collection<Address> members, Set<Connection> kept) {
    Address peer = connection.peerAddress();
    boolean dropped = peer != null && !members.contains(peer) && !kept.contains(connection);
    if (dropped) {
      Util.close(connection);
    }
    return dropped || connection.isClosed();
  }

  /**
   * Reads all bytes of a message before parsing any, so that a false length inside it runs into the
   * end of the message instead of a connection that waits with the memory allocated.
   */
  @Override
  public void receive(Address sender, DataInput in, int lengthBytes) throws Exception {
    if (lengthBytes < 0 || lengthBytes > getMaxLength()) {
      throw new IOException(
          "a message of %d bytes, at most %d".formatted(lengthBytes, getMaxLength()));
    }
    byte[] bytes = new byte[lengthBytes];
    in.readFully(bytes);
    receive(sender, bytes, 0, lengthBytes);
  }

  /**
   * Closes the link to a member that is in the view but does not answer; it reopens when needed.
   */
  void closeLink(PhysicalAddress peer) {
    if (srv != null) {
      srv.closeConnection(peer, false);
    }
  }
}
