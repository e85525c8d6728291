package covey.tracker.cluster;

import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jgroups.JChannel;
import org.jgroups.PhysicalAddress;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.MPING;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.Protocol;

/**
 * A channel and the protocols in it that are needed later, tuned for views of about 20 members;
 * there may be 64.
 *
 * <p>FD_SOCK2 is left out because it opens a second port; suspicion on a closed connection is as
 * fast. AUTH and SYM_ENCRYPT are left out because they do not protect headers.
 */
record MemberStack(JChannel channel, MemberTcp tcp, JoinPing join, GMS membership) {
  private static final int MESSAGE_BYTES = 1 << 20;
  private static final int STREAM_BUFFER_BYTES = 8 << 10;
  private static final int CONNECT_MILLIS = 1_000;
  // How long the first member of a cluster waits for others.
  private static final int FIRST_JOIN_MILLIS = 700;
  // How long a member waits for others that it knows. If it gives up, it forms a group of its own,
  // which takes seconds to merge.
  private static final int JOIN_MILLIS = 5_000;
  private static final int LEAVE_MILLIS = 500;
  private static final int SILENT_MILLIS = 8_000;
  private static final int HEARTBEAT_MILLIS = 2_000;
  private static final int VERIFY_MILLIS = 500;
  private static final int MERGE_LEAST_MILLIS = 1_000;
  // Views are compared at 1.6 times this interval.
  private static final int MERGE_MOST_MILLIS = 2_000;
  private static final int HOPS = 8;

  /**
   * Creates a channel that is not yet connected; throws IOException if the multicast group is
   * invalid.
   */
  static MemberStack create(InetAddress bind, ClusterSettings settings) throws IOException {
    MemberTcp tcp = new MemberTcp(settings.observers().overhead());
    set(tcp, bind, settings.transport().bindPort());
    JoinPing join = new JoinPing();
    join.setPortRange(0);
    GMS membership =
        new GMS()
            .setJoinTimeout(FIRST_JOIN_MILLIS)
            .setLeaveTimeout(LEAVE_MILLIS)
            .setMembershipChangePolicy(new LargestGroupFirst())
            .printLocalAddress(false);
    List<Protocol> protocols = new ArrayList<>();
    protocols.add(tcp);
    protocols.add(join);
    if (settings.transport().multicast().isPresent()) {
      protocols.add(multicast(bind, settings.transport().multicast().get()));
    }
    protocols.addAll(
        List.of(
            new MERGE3().setMinInterval(MERGE_LEAST_MILLIS).setMaxInterval(MERGE_MOST_MILLIS),
            new FD_ALL3().setTimeout(SILENT_MILLIS).setInterval(HEARTBEAT_MILLIS),
            new VERIFY_SUSPECT2().setTimeout(VERIFY_MILLIS),
            new NAKACK2(),
            new UNICAST3(),
            new STABLE(),
            membership,
            new UFC(),
            new MFC(),
            new FRAG4()));
    try {
      JChannel channel = new JChannel(protocols);
      channel.setDiscardOwnMessages(true);
      // The diagnostics handler is on by default and open to everyone.
      tcp.getDiagnosticsHandler().setEnabled(false);
      return new MemberStack(channel, tcp, join, membership);
    } catch (Exception e) {
      throw new IOException("cannot set up the cluster: " + e.getMessage(), e);
    }
  }

  /** Sets the addresses to join by. */
  void joinBy(Collection<PhysicalAddress> addresses) {
    membership.setJoinTimeout(addresses.isEmpty() ? FIRST_JOIN_MILLIS : JOIN_MILLIS);
    join.hosts(addresses);
  }

  private static void set(MemberTcp tcp, InetAddress bind, int port) {
    tcp.setBindAddress(bind);
    tcp.setBindPort(port);
    tcp.setPortRange(0);
    tcp.setBundlerType("no-bundler");
    tcp.useVirtualThreads(true);
    tcp.setMaxLength(MESSAGE_BYTES);
    tcp.tcpNodelay(true);
    tcp.setSockConnTimeout(CONNECT_MILLIS);
    tcp.setPeerAddrReadTimeout(CONNECT_MILLIS);
    tcp.enableSuspectEvents(true);
    tcp.setBufferedInputStreamSize(STREAM_BUFFER_BYTES);
    tcp.setBufferedOutputStreamSize(STREAM_BUFFER_BYTES);
    // When file descriptors run out, the accept loop would log millions of lines.
    tcp.logAcceptError(false);
  }

  /**
   * Creates a discovery protocol that uses the interface of {@code bind} only. This works on
   * loopback too, although that interface reports no multicast support.
   */
  private static MPING multicast(InetAddress bind, HostAndPort group) throws IOException {
    InetAddress address = InetAddress.getByName(group.getHost());
    if (!address.isMulticastAddress()) {
      throw new IOException(group.getHost() + " is not a multicast address");
    }
    MPING ping = new MPING();
    ping.setBindAddr(bind);
    ping.setMcastAddr(address);
    ping.setMcastPort(group.getPort());
    ping.setTTL(HOPS);
    return ping;
  }
}
