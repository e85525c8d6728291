package covey.tracker.cluster;

import com.google.common.net.HostAndPort;
import covey.protocol.wire.Overhead;
import covey.protocol.wire.Tap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.Event;
import org.jgroups.MergeView;
import org.jgroups.Message;
import org.jgroups.PhysicalAddress;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.stack.IpAddress;
import org.jgroups.util.ExtendedUUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the other members: connects on its own thread, sends bytes, and reports views
 * and received bytes.
 *
 * <p>Thread-safe. Messages to a member that left are lost silently, as is usual in JGroups, so
 * callers need timeouts. Messages are plain bytes, so that JGroups never deserializes objects.
 */
final class MemberChannel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MemberChannel.class);

  private static final long RETRY_MILLIS = 1_000;

  /** Receives the channel's events on the channel's threads; must return quickly. */
  interface Listener {
    /**
     * Called with the current members, including this one.
     *
     * @param merged whether several groups became one
     */
    void viewChanged(List<Member> members, boolean merged);

    /** Called with bytes from another member. */
    void received(Address from, byte[] bytes, int offset, int length);
  }

  private final ClusterSettings settings;
  private final InetAddress bind;
  private final ExtendedUUID address;
  private final Listener listener;
  private final CountDownLatch connected = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable MemberStack stack;
  private volatile boolean alone = true;
  private boolean failing;

  /** Creates a channel; throws IOException with a message for the user if it cannot listen. */
  MemberChannel(ClusterSettings settings, Listener listener) throws IOException {
    this.settings = settings;
    this.bind = BindAddress.check(settings.transport().bindHost(), settings.transport().bindPort());
    this.address = Member.newAddress(settings.node(), settings.role().here());
    this.listener = listener;
  }

  /** Returns this member. */
  Member self() {
    return new Member(settings.node(), address);
  }

  /** Returns the recorder of messages between members, or null if there is none. */
  @Nullable Tap tap() {
    return settings.observers().tap();
  }

  /** Returns the counters of messages sent here. */
  Overhead overhead() {
    return settings.observers().overhead();
  }

  /** Starts connecting and returns immediately. */
  void start() {
    Thread.ofVirtual().name("cluster-join").start(this::run);
  }

  /** Reports whether this member is in a view, possibly alone. */
  boolean isConnected() {
    return connected.getCount() == 0;
  }

  /** Waits until connected, possibly alone; returns false on timeout. */
  boolean awaitConnected(Duration atMost) throws InterruptedException {
    return connected.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Sends a message; may block while the receiver is slow. Throws IOException if the receiver
   * cannot be reached.
   */
  void send(Address to, byte[] bytes) throws IOException {
    MemberStack current = stack;
    if (current == null || connected.getCount() > 0) {
      throw new IOException("not connected to the cluster");
    }
    try {
      current.channel().send(new BytesMessage(to, bytes).setFlag(Message.Flag.OOB));
    } catch (Exception e) {
      throw new IOException("cannot send to a member: " + e.getMessage(), e);
    }
  }

  /** Returns the join addresses of those members whose address is known. */
  List<HostAndPort> addresses(List<Member> members) {
    List<HostAndPort> known = new ArrayList<>();
    for (Member member : members) {
      if (physical(member.address()) instanceof IpAddress ip && ip.getPort() > 0) {
        known.add(HostAndPort.fromParts(ip.getIpAddress().getHostAddress(), ip.getPort()));
      }
    }
    return known;
  }

  /** Closes the link to a member that does not answer; the next message opens a new one. */
  void closeLink(Member member) {
    MemberStack current = stack;
    PhysicalAddress peer = physical(member.address());
    if (current != null && peer != null) {
      current.tcp().closeLink(peer);
    }
  }

  /** Reports whether the member's port refuses connections; false if its address is unknown. */
  boolean isClosed(Member member) {
    MemberStack current = stack;
    PhysicalAddress peer = physical(member.address());
    return current != null && peer != null && current.tcp().refuses(peer);
  }

  /** Returns the stack once it exists, for tests. */
  Optional<MemberStack> stack() {
    return Optional.ofNullable(stack);
  }

  /** Leaves the cluster and stops. */
  @Override
  public void close() {
    closed.countDown();
    MemberStack current = stack;
    if (current != null) {
      current.channel().close();
    }
  }

  private void run() {
    try {
      while (!connect()) {
        if (closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
      while (!closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
        if (alone) {
          askWhomToJoin();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean connect() {
    try {
      MemberStack fresh = MemberStack.create(bind, settings);
      fresh.channel().addAddressGenerator(() -> address);
      fresh.channel().setName(Member.shortName(settings.node()));
      fresh.channel().setReceiver(new FromChannel());
      stack = fresh;
      askWhomToJoin();
      fresh.channel().connect(settings.role().kind().clusterName(settings.transport().network()));
      connected.countDown();
      if (closed.getCount() == 0) {
        fresh.channel().close();
      }
      return true;
    } catch (Exception e) {
      if (closed.getCount() > 0 && !failing) {
        LOG.error("cannot connect to the cluster, trying again: {}", e.getMessage());
        failing = true;
      }
      stack().ifPresent(failed -> failed.channel().close());
      return false;
    }
  }

  private void askWhomToJoin() {
    try {
      joinBy(settings.transport().join().get());
    } catch (RuntimeException e) {
      LOG.debug("no address to join by: {}", e.getMessage());
    }
  }

  /** Looks for other members at these addresses from now on. */
  void joinBy(List<HostAndPort> addresses) {
    List<PhysicalAddress> hosts = new ArrayList<>();
    for (HostAndPort address : addresses) {
      try {
        hosts.add(new IpAddress(InetAddress.getByName(address.getHost()), address.getPort()));
      } catch (UnknownHostException e) {
        LOG.debug("cannot join by {}: {}", address, e.getMessage());
      }
    }
    stack().ifPresent(current -> current.joinBy(hosts));
  }

  private @Nullable PhysicalAddress physical(Address member) {
    MemberStack current = stack;
    if (current == null) {
      return null;
    }
    return (PhysicalAddress) current.channel().down(new Event(Event.GET_PHYSICAL_ADDRESS, member));
  }

  /** Receives JGroups' callbacks. */
  private final class FromChannel implements Receiver {
    @Override
    public void viewAccepted(View view) {
      List<Member> members = new ArrayList<>();
      view.getMembers().forEach(member -> Member.at(member).ifPresent(members::add));
      alone = members.size() < 2;
      LOG.info("members of the cluster: {}", members);
      listener.viewChanged(members, view instanceof MergeView);
    }

    @Override
    public void receive(Message message) {
      if (message.hasArray()) {
        listener.received(
            message.getSrc(), message.getArray(), message.getOffset(), message.getLength());
      }
    }
  }
}
