package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.node.meeting.Meetings;
import covey.node.modes.DirectoryClient;
import covey.node.modes.Mode;
import covey.node.modes.SourceRules;
import covey.node.store.PieceStore;
import covey.node.trace.Recorder;
import covey.node.transfer.Connection;
import covey.node.transfer.Connections;
import covey.node.transfer.TransferContext;
import covey.protocol.content.Link;
import covey.protocol.content.ShareId;
import covey.protocol.directory.NodeRecord;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Overhead;
import covey.tracker.orders.OrderBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node, or a tracker: what HTTP and the command line do, they do through this.
 * Thread-safe.
 */
public final class Node implements NodeControl, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration CHECKPOINT = Duration.ofSeconds(3);

  private final NodeSettings settings;
  private final StateFolder state;
  private final NodeId id;
  private final TransferContext context;
  private final DirectoryChoice directory;
  private final Acquaintances acquaintances;
  private final Connections connections;
  private final Shares shares;
  private final Announcer announcer;
  private final Meetings meetings;
  private final SourceRules rules;
  private final ModeKeeper modes;
  private final DirectoryNames names;
  private final Overhead overhead = new Overhead();
  private final long startedNanos = System.nanoTime();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Node(NodeSettings settings, StateFolder state, @Nullable Recorder recorder)
      throws IOException, NodeProblem {
    this.settings = settings;
    this.state = state;
    id = state.nodeId();
    OrderBook orders = new OrderFile(state.path()).book();
    FirstMode first = FirstMode.of(settings, orders.newest());
    context = new TransferContext(settings.upBytesPerSecond(), settings.downBytesPerSecond());
    rules = new SourceRules(first.mode(), settings.origin().isPresent());
    Addresses addresses = new Addresses(settings.listen());
    LocalNode local = local(addresses, recorder);
    meetings = new Meetings(local, settings.listen(), settings.directory().relay());
    LocalDesk desk = new LocalDesk(orders, meetings);
    RememberedPeers remembered = new RememberedPeers(state.peersFile());
    directory = new DirectoryChoice(settings, local, addresses, remembered, desk);
    Switchboard switchboard = new Switchboard(rules, directory::answer);
    connections = new Connections(settings.listen(), local, context, switchboard);
    addresses.bound(connections.address());
    introduce(recorder);
    directory.start(first.mode(), settings.origin().map(dir -> record()));
    shares = new Shares(state.shares(), context, rules, switchboard, settings.origin());
    announcer =
        new Announcer(directory.directory(), this::record, shares::records, switchboard::announced);
    directory.announcing(announcer);
    acquaintances = Acquaintances.watch(remembered, connections, directory);
    var network =
        new PeerFinder.Network(
            directory.directory(), connections, rules, directory::trackers, meetings);
    switchboard.connect(
        new Switchboard.Parts(
            id,
            shares,
            network,
            announcer,
            new OriginKeeper(shares),
            settings.origin().isPresent()));
    meetings.start(new Meetings.Parts(directory.directory(), connections, switchboard, context));
    names = new DirectoryNames(directory.directory(), directory::trackers);
    shares.load();
    modes = modes(orders, first, switchboard, local);
    modes.start();
    tick();
  }

  private LocalNode local(Addresses addresses, @Nullable Recorder recorder) {
    return new LocalNode(id, "", Version.AGENT, addresses::announced, overhead, recorder);
  }

  private void introduce(@Nullable Recorder recorder) {
    if (recorder != null) {
      recorder.self(id, connections.address(), roles());
    }
  }

  private void tick() {
    context.every(TICK, shares::tick);
    context.every(CHECKPOINT, this::checkpoint);
  }

  /** Starts; returns when it listens. The exceptions' messages are one line for people. */
  public static Node start(NodeSettings settings) throws IOException, NodeProblem {
    return start(settings, null);
  }

  /** The same, recording what it says and hears unless {@code recorder} is null. */
  public static Node start(NodeSettings settings, @Nullable Recorder recorder)
      throws IOException, NodeProblem {
    StateFolder state = StateFolder.open(settings.state());
    try {
      return new Node(settings, state, recorder);
    } catch (IOException | NodeProblem | RuntimeException e) {
      state.close();
      throw e;
    }
  }

  private ModeKeeper modes(
      OrderBook orders, FirstMode first, Switchboard switchboard, LocalNode local) {
    ModeSwitch parts =
        new ModeSwitch(
            new ModeSwitch.Parts(
                directory,
                rules,
                announcer,
                this::record,
                shares::records,
                switchboard::modeChanged));
    OrderFollower follower =
        new OrderFollower(
            orders,
            parts,
            new OrderFollower.Surroundings(
                directory::isAlone,
                directory::others,
                node -> new DirectoryClient(List.of(node), local)),
            first.followed());
    return new ModeKeeper(orders, parts, follower, isTracker());
  }

  private boolean isTracker() {
    return settings.role() == NodeSettings.Role.TRACKER;
  }

  private List<String> roles() {
    List<String> roles = new ArrayList<>();
    if (isTracker()) {
      roles.add("tracker");
    }
    if (settings.origin().isPresent()) {
      roles.add("origin");
    }
    return roles;
  }

  private NodeRecord record() {
    return new NodeRecord(id, directory.announced(), Version.AGENT);
  }

  private void checkpoint() {
    Thread.ofVirtual().name("covey-checkpoint").start(shares::checkpoint);
  }

  @Override
  public String id() {
    return id.toString();
  }

  /** Its state folder. */
  public StateFolder stateFolder() {
    return state;
  }

  @Override
  public HostAndPort listen() {
    return connections.address();
  }

  @Override
  public NodeStatus status() {
    return new NodeStatus(
        id(),
        settings.role().name().toLowerCase(java.util.Locale.ROOT),
        Version.NUMBER,
        listen().toString(),
        directory.mode().word(),
        directory.hostWords(),
        directory.failover(),
        announcer.answers(),
        directory.members(),
        directory.trackers().stream().map(HostAndPort::toString).toList(),
        true,
        shares.all().size(),
        connections.all().size(),
        context.downMeter().bytesPerSecond(),
        context.upMeter().bytesPerSecond(),
        context.downMeter().totalBytes(),
        context.upMeter().totalBytes(),
        context.up().bytesPerSecond(),
        context.down().bytesPerSecond(),
        (System.nanoTime() - startedNanos) / 1e9,
        overhead.controlBytes(),
        overhead.directoryRequests(),
        overhead.directoryRequestsAnswered(),
        overhead.refusalsSent(),
        overhead.refusalsReceived());
  }

  @Override
  public List<ShareStatus> shares() {
    List<ShareStatus> all = new ArrayList<>();
    shares.imports().forEach(each -> all.add(each.status()));
    shares.all().forEach(each -> all.add(status(each)));
    return all;
  }

  @Override
  public ShareStatus share(String named) throws NodeProblem {
    return status(find(named));
  }

  private ShareStatus status(LocalShare share) {
    List<HostAndPort> own =
        directory.trackers().isEmpty() && !isTracker() ? directory.announced() : List.of();
    List<HostAndPort> trackers = isTracker() ? directory.announced() : directory.trackers();
    Optional<String> name = share.name().isEmpty() ? Optional.empty() : Optional.of(share.name());
    return share.status(new Link(share.id(), name, trackers, own).toString());
  }

  private LocalShare find(String named) throws NodeProblem {
    return new ShareNames(shares.all()).find(named);
  }

  @Override
  public List<PeerStatus> peers(@Nullable String named) throws NodeProblem {
    List<Connection> some = named == null ? connections.all() : find(named).connections();
    return some.stream().map(Node::status).toList();
  }

  private static PeerStatus status(Connection peer) {
    var address = peer.remoteAddress();
    return new PeerStatus(
        peer.node().toString(),
        HostAndPort.fromParts(address.getAddress().getHostAddress(), address.getPort()).toString(),
        peer.record().agent(),
        peer.dialled(),
        peer.shares().stream().map(ShareId::toString).toList(),
        peer.downMeter().bytesPerSecond(),
        peer.upMeter().bytesPerSecond(),
        peer.downMeter().totalBytes(),
        peer.upMeter().totalBytes(),
        peer.roundTripNanos() / 1e9,
        peer.relay().map(HostAndPort::toString).orElse(null));
  }

  @Override
  public ShareStatus add(Path path, @Nullable String name) throws NodeProblem {
    if (!Files.exists(path)) {
      throw new NodeProblem(
          NodeProblem.Kind.NOT_FOUND, "no such file or folder: " + path.toAbsolutePath());
    }
    return status(shares.add(path, name));
  }

  @Override
  public ShareStatus get(String link, @Nullable Path dir, List<String> select, boolean sequential)
      throws NodeProblem {
    Link wanted = names.resolve(link);
    Path into = dir == null ? settings.dir() : dir;
    return status(shares.fetch(new Shares.Wish(wanted, into, select, sequential, false)));
  }

  @Override
  public void remove(String named, boolean data) throws NodeProblem {
    LocalShare share = find(named);
    shares.remove(share, data);
    announcer.withdraw(share);
  }

  @Override
  public int verify(String named) throws NodeProblem {
    LocalShare share = find(named);
    PieceStore store = share.store();
    if (store == null) {
      throw new NodeProblem(
          NodeProblem.Kind.CONFLICT, "nothing of " + share.id() + " is here yet to verify");
    }
    try {
      int damaged = store.reverify(piece -> {});
      share.session().dropLostPieces();
      return damaged;
    } catch (IOException e) {
      throw new NodeProblem(NodeProblem.Kind.FAILED, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public ShareStatus pause(String named) throws NodeProblem {
    LocalShare share = find(named);
    try {
      share.pause(true);
    } catch (IOException e) {
      throw new NodeProblem(NodeProblem.Kind.FAILED, String.valueOf(e.getMessage()));
    }
    announcer.withdraw(share);
    return status(share);
  }

  @Override
  public ShareStatus resume(String named) throws NodeProblem {
    LocalShare share = find(named);
    shares.takeUp(share);
    return status(share);
  }

  @Override
  public FileContent open(String named, String path) throws NodeProblem {
    LocalShare share = find(named);
    PieceStore store = share.store();
    if (store == null) {
      throw new NodeProblem(
          NodeProblem.Kind.CONFLICT, "nothing of " + share.id() + " is here yet; try again later");
    }
    var files = store.geometry().files();
    String wanted = store.info().singleFile() && path.equals(store.info().name()) ? "" : path;
    for (int file = 0; file < files.size(); file++) {
      if (files.get(file).path().equals(wanted)) {
        return new ShareFileContent(store, file);
      }
    }
    throw new NodeProblem(
        NodeProblem.Kind.NOT_FOUND, "share " + share.id() + " has no file of that path");
  }

  @Override
  public List<FoundStatus> search(String text) throws NodeProblem {
    return names.search(text);
  }

  @Override
  public ModeStatus mode() {
    return modes.status();
  }

  @Override
  public ModeStatus switchMode(Mode mode, boolean deployment) throws NodeProblem {
    return deployment ? modes.order(mode) : modes.choose(mode);
  }

  @Override
  public void limit(long upBytesPerSecond, long downBytesPerSecond) {
    if (upBytesPerSecond >= 0) {
      context.up().set(upBytesPerSecond);
    }
    if (downBytesPerSecond >= 0) {
      context.down().set(downBytesPerSecond);
    }
  }

  /** Says good-bye to peers, keeps progress, stops; at most 5 s. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    modes.close();
    announcer.close();
    acquaintances.close();
    meetings.close();
    connections.close();
    shares.close();
    directory.close();
    context.close();
    try {
      state.close();
    } catch (IOException e) {
      LOG.warn("releasing {}: {}", state.path(), e.getMessage());
    }
    LOG.debug("node {} stopped", id);
  }
}
