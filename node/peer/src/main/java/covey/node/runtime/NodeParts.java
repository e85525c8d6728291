package covey.node.runtime;

import covey.node.modes.DirectoryClient;
import covey.node.rendezvous.PeerConnector;
import covey.node.rendezvous.Relay;
import covey.node.rendezvous.RelayOffer;
import covey.node.transfer.Connection;
import covey.node.transfer.Connections;
import covey.protocol.wire.BoundPort;
import covey.protocol.wire.ListenerSettings;
import covey.protocol.wire.RelayedDial;
import covey.protocol.wire.WireConnection;
import covey.protocol.wire.WireListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * The parts of a node, each made with all that it needs. Making them starts nothing; {@link #start}
 * starts them one after the other, and accepts connections last, when every part can answer.
 */
final class NodeParts {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration CHECKPOINT = Duration.ofSeconds(3);

  private final NodeContext node;
  private final InitialMode first;
  private final Optional<BoundPort> port;
  private final OriginDeposits keeper;
  private final Optional<Relay> relay;
  private final RelayOffer relayOffer;
  private final PeerAddressCollector acquaintances;
  final Connections connections;
  final DirectoryChoice directory;
  final Shares shares;
  final ShareAnnouncer announcer;
  final ModeController modes;

  NodeParts(NodeContext node, NodeStateFolder state, InitialMode first, Optional<BoundPort> port) {
    this.node = node;
    this.first = first;
    this.port = port;
    BlockingQueue<OriginDeposits.Asked> deposits =
        new LinkedBlockingQueue<>(OriginDeposits.MOST_WAITING);
    NodeTransferHost host = new NodeTransferHost(node, deposits);
    connections = host.connections();
    PendingAnnouncement pending = new PendingAnnouncement(node.self(), node.shares()::records);
    RememberedPeers remembered = new RememberedPeers(state.peersFile());
    directory = new DirectoryChoice(node, host, remembered, pending);
    PeerFinders.Network network = network();
    PeerFinders finders = new PeerFinders(network);
    ShareEventHandler events = new ShareEventHandler(node.shares(), pending, finders, network);
    shares = new Shares(state.shares(), node, events);
    announcer =
        new ShareAnnouncer(
            directory.directory(), pending, id -> finders.find(id).ifPresent(PeerFinder::lookNow));
    keeper = new OriginDeposits(shares, deposits);
    relay =
        node.settings().directory().relay()
            ? Optional.of(new Relay(node.transfer()))
            : Optional.empty();
    relayOffer = new RelayOffer(directory.directory(), node.self());
    acquaintances = new PeerAddressCollector(node, remembered, connections, host.hosting());
    modes = modes(events::modeChanged);
  }

  private PeerFinders.Network network() {
    return new PeerFinders.Network(
        node.local().id(),
        directory.directory(),
        connections,
        node.rules(),
        directory::trackers,
        new PeerConnector(node.local(), directory.directory(), connections));
  }

  private ModeController modes(Runnable changed) {
    ModeSwitch modeSwitch = new ModeSwitch(node, directory, announcer, changed);
    OrderFollower follower =
        new OrderFollower(
            node.orders(),
            modeSwitch,
            new OrderFollower.Surroundings(
                directory::isAlone,
                directory::others,
                other -> new DirectoryClient(List.of(other), node.local())),
            first.followed());
    return new ModeController(node.orders(), modeSwitch, follower, node.isTracker());
  }

  /** Starts all parts; what has begun is on the stack, also if a later part fails. */
  void start(CloseStack begun, Consumer<String> steps) throws IOException {
    steps.accept("directory");
    begun.push(directory);
    directory.start(first.mode());
    steps.accept("shares");
    begun.push(shares);
    shares.load();
    begun.push(connections);
    steps.accept("relay");
    if (relay.isPresent()) {
      begun.push(relay.get());
      begun.push(relayOffer).start();
    }
    steps.accept("remembered peers");
    begun.push(acquaintances).start();
    steps.accept("announcements");
    begun.push(announcer).start();
    steps.accept("origin");
    if (node.isOrigin()) {
      begun.push(keeper).start();
    }
    steps.accept("modes");
    begun.push(modes).start();
    steps.accept("transfers");
    shares.reopen();
    node.transfer().every(TICK, shares::tick);
    node.transfer().every(CHECKPOINT, this::checkpoint);
    steps.accept("listener");
    port.ifPresent(bound -> begun.push(accept(bound)));
    steps.accept("end");
  }

  private WireListener accept(BoundPort bound) {
    Consumer<WireConnection> handler =
        wire -> {
          if (relay.isPresent() && RelayedDial.isWantedBy(wire.remote())) {
            relay.get().serve(wire);
          } else {
            connections.accept(wire);
          }
        };
    return WireListener.accepting(
        bound, node.local(), ListenerSettings.DEFAULT.withThreads(Connection.THREADS), handler);
  }

  private void checkpoint() {
    Thread.ofVirtual().name("covey-checkpoint").start(shares::checkpoint);
  }
}
