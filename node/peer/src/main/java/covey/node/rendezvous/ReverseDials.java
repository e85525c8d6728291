package covey.node.rendezvous;

import com.google.common.net.HostAndPort;
import covey.node.transfer.Connection;
import covey.node.transfer.Connections;
import covey.node.transfer.ShareSession;
import covey.node.transfer.TransferHost;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import covey.protocol.wire.RelayedDial;
import covey.protocol.wire.WireConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dials nodes that cannot dial this one, when the directory host asks for it.
 *
 * <p>Anybody can make the host ask. So this node dials only for a share that it has or wants, only
 * addresses that pass the {@link DialRules}, each at most once per window, few per window and few
 * at once; and it never reports the outcome. Thread-safe.
 */
final class ReverseDials {
  static final int MOST_IN_WINDOW = 16;
  static final Duration WINDOW = Duration.ofSeconds(3);
  private static final int MOST_AT_ONCE = 8;
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final Logger LOG = LoggerFactory.getLogger(ReverseDials.class);

  private final NodeId self;
  private final DialRules rules;
  private final TransferHost host;
  private final Dialler dialler;
  private final LongSupplier nanoTime;
  private final WindowLimiter<HostAndPort> allowance;
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);

  /** Makes the connection; blocks for seconds. */
  interface Dialler {
    /** Returns the existing connection to a node. */
    Optional<Connection> present(NodeId node);

    /** Dials the addresses in turn until one answers as that node. */
    Optional<Connection> dial(Message.DialBack wish, List<HostAndPort> addresses);
  }

  ReverseDials(
      NodeId self, DialRules rules, TransferHost host, Dialler dialler, LongSupplier nanos) {
    this.self = self;
    this.rules = rules;
    this.host = host;
    this.dialler = dialler;
    nanoTime = nanos;
    allowance = new WindowLimiter<>(1, MOST_IN_WINDOW, WINDOW, nanos.getAsLong());
  }

  /** Dials the node that wishes it, if the share concerns this node; returns at once. */
  void accept(Message.DialBack wish) {
    NodeId node = wish.node().id();
    Optional<ShareSession> session = host.session(wish.share()).filter(s -> !s.isBanned(node));
    if (node.equals(self) || session.isEmpty() || !(host.mayServe(node) || host.mayAsk(node))) {
      return;
    }
    Optional<Connection> present = dialler.present(node);
    if (present.isPresent()) {
      present.get().open(session.get());
      return;
    }
    List<HostAndPort> named =
        wish.relay().map(t -> t.relay().listen()).orElse(wish.node().listen());
    long now = nanoTime.getAsLong();
    List<HostAndPort> addresses =
        rules.passing(named).stream().filter(address -> allowance.take(address, now)).toList();
    if (addresses.isEmpty() || !room.tryAcquire()) {
      LOG.debug("not dialling {} at {}", node, named);
      return;
    }
    Connection.THREADS
        .newThread(
            () -> {
              try {
                dialler.dial(wish, addresses).ifPresent(c -> c.open(session.get()));
              } finally {
                room.release();
              }
            })
        .start();
  }

  /** Dials over real connections. */
  static Dialler over(Connections connections, LocalNode local) {
    return new Dialler() {
      @Override
      public Optional<Connection> present(NodeId node) {
        return connections.to(node);
      }

      @Override
      public Optional<Connection> dial(Message.DialBack wish, List<HostAndPort> addresses) {
        NodeId node = wish.node().id();
        return wish.relay().isPresent()
            ? join(wish, addresses)
            : connections.connect(node, addresses);
      }

      private Optional<Connection> join(Message.DialBack wish, List<HostAndPort> addresses) {
        for (HostAndPort address : addresses) {
          try {
            WireConnection wire =
                RelayedDial.join(address, wish.relay().orElseThrow().token(), TIMEOUT, local);
            return connections.adopt(wire, wish.node().id());
          } catch (IOException e) {
            LOG.debug("meeting {}: {}", wish.node().id(), e.getMessage());
          }
        }
        return Optional.empty();
      }
    };
  }
}
