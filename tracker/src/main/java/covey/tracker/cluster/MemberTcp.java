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
 * JGroups' TCP transport, with a fault of 5.5.7 worked around; look again when JGroups is upgraded.
 *
 * <p>On a view change BaseServer.retainAll takes a connection out of its table but leaves its
 * socket open if the peer's address became known meanwhile. The peer keeps the connection in its
 * own table and refuses every new one, so that nothing reaches it any more, although both are in
 * the view. After joins of many members at once that happened in most runs. Here, what is dropped
 * from the table is closed as well.
 */
final class MemberTcp extends TCP {
  private static final int PROBES = 5;
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(100);

  private final Overhead overhead;
  private final Set<Connection> established = ConcurrentHashMap.newKeySet();
  private int wantedPort;

  /** Counts what it sends in {@code overhead}. */
  MemberTcp(Overhead overhead) {
    this.overhead = overhead;
  }

  @Override
  public void init() throws Exception {
    // Port 0 is refused beside a static discovery, which might have to guess ports; ours never
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
   * Suspects the peer only if its port refuses connections. Connections between live members close
   * too: when both sides open one, when the view changes, when answers are late. Suspecting a
   * member for that would split the view on a machine too busy to answer within 0.5 s.
   */
  private void suspectIfGone(Connection connection, PhysicalAddress peer) {
    // A process that ends may close its connections before its port.
    for (int probe = 0; probe < PROBES; probe++) {
      if (refuses(peer)) {
        super.connectionClosed(connection);
        return;
      }
      LockSupport.parkNanos(BETWEEN_PROBES.toNanos());
    }
  }

  /** Reports whether the peer's port refuses connections: its member has ended. */
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
    // With the length that JGroups puts before it.
    overhead.sent(Integer.BYTES + (long) lengthBytes);
  }

  /** True if the connection is in no table any more; then it is closed. */
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
   * Reads one message's bytes before anything in them is looked at, so that a length claimed inside
   * is met by the end of the message, not by a connection that keeps the memory for it.
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
   * Closes the link to a member that is in the view but does not answer; it is opened again when
   * needed.
   */
  void closeLink(PhysicalAddress peer) {
    if (srv != null) {
      srv.closeConnection(peer, false);
    }
  }
}
