package covey.node.runtime;

import covey.node.meeting.Approaches;
import covey.node.meeting.Relay;
import covey.node.meeting.RelayOffer;
import covey.node.modes.DirectoryClient;
import covey.node.transfer.Connection;
import covey.node.transfer.Connections;
import covey.protocol.wire.BoundPort;
import covey.protocol.wire.ListenerSettings;
import covey.protocol.wire.RelayedDial;
import covey.protocol.wire.WireConnection;
import covey.protocol.wire.WireListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The parts of a node, each made with all that it needs. Making them starts nothing; {@link #start}
 * starts them one after the other, and accepts connections last, when every part can answer.
 */
final class NodeParts {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration CHECKPOINT = Duration.ofSeconds(3);

  private final NodeContext node;
  private final FirstMode first;
  private final Optional<BoundPort> port;
  private final OriginKeeper keeper;
  private final Optional<Relay> relay;
  private final RelayOffer relayOffer;
  private final Acquaintances acquaintances;
  final Connections connections;
  final DirectoryChoice directory;
  final Shares shares;
  final Announcer announcer;
  final ModeKeeper modes;

  NodeParts(NodeContext node, StateFolder state, FirstMode first, Optional<BoundPort> port) {
    this.node = node;
    this.first = first;
    this.port = port;
    DepositQueue deposits = new DepositQueue();
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
        new Announcer(
            directory.directory(), pending, id -> finders.find(id).ifPresent(PeerFinder::lookNow));
    keeper = new OriginKeeper(shares, deposits);
    relay =
        node.settings().directory().relay()
            ? Optional.of(new Relay(node.transfer()))
            : Optional.empty();
    relayOffer = new RelayOffer(directory.directory(), node.self());
    acquaintances = new Acquaintances(node, remembered, connections, host.hosting());
    modes = modes(events::modeChanged);
  }

  private PeerFinders.Network network() {
    return new PeerFinders.Network(
        node.local().id(),
        directory.directory(),
        connections,
        node.rules(),
        directory::trackers,
        new Approaches(node.local(), directory.directory(), connections));
  }

  private ModeKeeper modes(Runnable changed) {
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
    return new ModeKeeper(node.orders(), modeSwitch, follower, node.isTracker());
  }

  /** Starts all parts; what has begun is on the stack, also if a later part fails. */
  void start(CloseStack begun, StartSteps steps) throws java.io.IOException {
    steps.next("directory");
    begun.push(directory);
    directory.start(first.mode());
    steps.next("shares");
    begun.push(shares);
    shares.load();
    begun.push(connections);
    steps.next("relay");
    if (relay.isPresent()) {
      begun.push(relay.get());
      begun.push(relayOffer).start();
    }
    steps.next("remembered peers");
    begun.push(acquaintances).start();
    steps.next("announcements");
    begun.push(announcer).start();
    steps.next("origin");
    if (node.isOrigin()) {
      begun.push(keeper).start();
    }
    steps.next("modes");
    begun.push(modes).start();
    steps.next("transfers");
    shares.reopen();
    node.transfer().every(TICK, shares::tick);
    node.transfer().every(CHECKPOINT, this::checkpoint);
    steps.next("listener");
    port.ifPresent(bound -> begun.push(accept(bound)));
    steps.next("end");
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
