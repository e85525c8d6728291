package covey.node.meeting;

import com.google.common.net.HostAndPort;
import covey.node.transfer.Connections;
import covey.node.transfer.ShareSession;
import covey.node.transfer.TransferContext;
import covey.node.transfer.TransferHost;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.MeetingAnswer;
import covey.protocol.directory.MeetingVerb;
import covey.protocol.directory.NodeRecord;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How this node comes to others, and others through it to each other. Thread-safe.
 *
 * <p>It is all four of those that take part: who wants a connection ({@link Approaches}), who is
 * asked to dial back ({@link DialBacks}), who hosts the directory and asks it ({@link
 * MeetingDesk}), and who relays ({@link Relay}).
 */
public final class Meetings implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Meetings.class);
  private static final Duration OFFER_INTERVAL = Duration.ofSeconds(10);
  private static final Duration OFFER_AGAIN = Duration.ofSeconds(1);

  /** Tracker, the other node's dial and its handshake, all of which may be slow. */
  private static final Duration JOIN_WITHIN = Duration.ofSeconds(10);

  private final LocalNode local;
  private final DialRules rules;
  private final boolean relays;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Made made;

  /** What it needs of the node, all of which is made after it. */
  public record Parts(
      Directory directory, Connections connections, TransferHost host, TransferContext context) {}

  private record Made(
      DialBacks dialBacks, MeetingDesk desk, Approaches approaches, Optional<Relay> relay) {}

  /**
   * For a node that listens, or would if it did, at {@code listen}.
   *
   * @param relays it passes on bytes between nodes that cannot dial each other
   */
  public Meetings(LocalNode local, HostAndPort listen, boolean relays) {
    this.local = local;
    this.relays = relays;
    rules = new DialRules(isLoopback(listen.getHost()));
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** From now on it can act. */
  public void start(Parts parts) {
    Connections connections = parts.connections();
    var dialler = DialBacks.over(connections, local);
    DialBacks dialBacks = new DialBacks(local.id(), rules, parts.host(), dialler, System::nanoTime);
    Optional<Relay> relay =
        relays ? Optional.of(new Relay(parts.context(), JOIN_WITHIN)) : Optional.empty();
    made =
        new Made(
            dialBacks,
            new MeetingDesk(local.id(), connections, dialBacks, System::nanoTime),
            new Approaches(local, parts.directory(), connections),
            relay);
    relay.ifPresent(
        some -> {
          connections.relayBy(some::serve);
          Thread.ofVirtual().name("covey-relay-offer").start(() -> offer(parts.directory()));
        });
  }

  /** Begins to bring about a connection, on which the share is then opened; returns at once. */
  public void approach(NodeId node, List<HostAndPort> addresses, ShareSession session) {
    Made all = made;
    if (all != null) {
      all.approaches.begin(node, addresses, session);
    }
  }

  /** Why none of these nodes could be met, if that was tried; a clause for people. */
  public Optional<String> why(Collection<NodeId> nodes) {
    Made all = made;
    return all == null ? Optional.empty() : all.approaches.why(nodes);
  }

  /** The directory host has a node's wish to be dialled. */
  public void dialBack(Message.DialBack wish) {
    Made all = made;
    if (all != null) {
      all.dialBacks.accept(wish);
    }
  }

  /** As a host of the directory, for the nodes that this process reaches. */
  public DirectoryAnswer answer(MeetingVerb verb) {
    Made all = made;
    return switch (verb) {
      case MeetingVerb.Introduce introduce when all != null -> all.desk.introduce(introduce);
      case MeetingVerb.OfferRelay(NodeRecord node) when all != null -> all.desk.offer(node);
      case MeetingVerb.FindRelays _ when all != null -> all.desk.relays();
      default ->
          new DirectoryAnswer.Failed(
              DirectoryAnswer.FailureCode.NOT_ALLOWED, "this node does not do that");
    };
  }

  private void offer(Directory directory) {
    try {
      Duration pause = Duration.ZERO;
      while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = offerOnce(directory) ? OFFER_INTERVAL : OFFER_AGAIN;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean offerOnce(Directory directory) {
    try {
      NodeRecord self = new NodeRecord(local.id(), local.listen().get(), local.agent());
      DirectoryAnswer answer = directory.ask(new MeetingVerb.OfferRelay(self));
      if (answer instanceof DirectoryAnswer.Failed failed) {
        LOG.info("the directory does not name this node as a relay: {}", failed.sentence());
      }
      return answer instanceof MeetingAnswer.Offered;
    } catch (DirectoryException e) {
      LOG.debug("not offered as a relay: {}", e.getMessage());
      return false;
    }
  }

  /** Ends what is relayed. */
  @Override
  public void close() {
    closed.countDown();
    Made all = made;
    if (all != null) {
      all.relay.ifPresent(Relay::close);
    }
  }
}
