package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import covey.node.modes.SourceRules;
import covey.node.trace.TraceRecorder;
import covey.node.transfer.TransferContext;
import covey.protocol.content.Link;
import covey.protocol.wire.BoundPort;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Overhead;
import covey.tracker.orders.OrderBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node or tracker; HTTP and the command line do everything through it. Thread-safe.
 *
 * <p>{@link NodeParts} says of what parts it consists and in what order they start.
 */
public final class Node implements NodeControl, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private final NodeContext node;
  private final NodeStateFolder state;
  private final NodeParts parts;
  private final NodeReport report;
  private final DirectoryNames names;
  private final CloseStack begun;

  private Node(NodeContext node, NodeStateFolder state, NodeParts parts, CloseStack begun) {
    this.node = node;
    this.state = state;
    this.parts = parts;
    this.begun = begun;
    report = new NodeReport(node, parts);
    names = new DirectoryNames(parts.directory.directory(), parts.directory::trackers);
  }

  /**
   * Starts a node; returns when it accepts connections. If a part cannot start, what had begun is
   * closed.
   *
   * @throws IOException with a one-line message for users
   */
  public static Node start(NodeSettings settings) throws IOException, NodeProblem {
    return start(settings, null);
  }

  /** Starts a node that records what it sends and receives unless {@code recorder} is null. */
  public static Node start(NodeSettings settings, @Nullable TraceRecorder recorder)
      throws IOException, NodeProblem {
    return start(settings, recorder, step -> LOG.debug("starting: {}", step));
  }

  /**
   * Starts a node; {@code steps} hears of each step as it begins, and fails the start by throwing.
   */
  static Node start(NodeSettings settings, @Nullable TraceRecorder recorder, Consumer<String> steps)
      throws IOException, NodeProblem {
    CloseStack begun = new CloseStack();
    try {
      steps.accept("state folder");
      NodeStateFolder state = begun.push(NodeStateFolder.open(settings.state()));
      steps.accept("orders");
      OrderBook orders = new OrderFile(state.path()).book();
      InitialMode first = InitialMode.of(settings, orders.newest());
      steps.accept("port");
      Optional<BoundPort> port = bind(settings.listen());
      port.ifPresent(begun::push);
      DialableAddresses addresses =
          new DialableAddresses(settings.listen().getHost(), port.map(BoundPort::address));
      NodeContext node =
          new NodeContext(
              settings,
              new LocalNode(
                  state.nodeId(),
                  "",
                  CoveyVersion.AGENT,
                  addresses::announced,
                  new Overhead(),
                  recorder),
              addresses,
              begun.push(transfers(settings.limits())),
              new SourceRules(first.mode(), settings.origin().isPresent()),
              orders,
              new ShareTable());
      if (recorder != null) {
        recorder.self(state.nodeId(), addresses.listen(), roles(node));
      }
      steps.accept("parts");
      NodeParts parts = new NodeParts(node, state, first, port);
      parts.start(begun, steps);
      return new Node(node, state, parts, begun);
    } catch (Throwable e) {
      begun.close();
      throw e;
    }
  }

  private static Optional<BoundPort> bind(HostAndPort listen) throws IOException {
    return listen.hasPort() ? Optional.of(BoundPort.open(listen)) : Optional.empty();
  }

  private static TransferContext transfers(NodeSettings.Limits limits) {
    return new TransferContext(limits.upBytesPerSecond(), limits.downBytesPerSecond());
  }

  private static List<String> roles(NodeContext node) {
    List<String> roles = new ArrayList<>();
    if (node.isTracker()) {
      roles.add("tracker");
    }
    if (node.isOrigin()) {
      roles.add("origin");
    }
    return roles;
  }

  @Override
  public String id() {
    return node.local().id().toString();
  }

  /** Returns its state folder. */
  public NodeStateFolder stateFolder() {
    return state;
  }

  @Override
  public HostAndPort listen() {
    return node.addresses().listen();
  }

  @Override
  public NodeStatus status() {
    return report.node();
  }

  @Override
  public List<ShareStatus> shares() {
    return report.shares();
  }

  @Override
  public ShareStatus share(String named) throws NodeProblem {
    return report.share(find(named));
  }

  private LocalShare find(String named) throws NodeProblem {
    return new ShareNames(node.shares().all()).find(named);
  }

  @Override
  public List<PeerStatus> peers(@Nullable String named) throws NodeProblem {
    return report.peers(named == null ? parts.connections.all() : find(named).connections());
  }

  @Override
  public ShareStatus add(Path path, @Nullable String name) throws NodeProblem {
    if (!Files.exists(path)) {
      throw new NodeProblem(
          NodeProblem.Kind.NOT_FOUND, "no such file or folder: " + path.toAbsolutePath());
    }
    return report.share(parts.shares.add(path, name));
  }

  @Override
  public ShareStatus get(String link, @Nullable Path dir, List<String> select, boolean sequential)
      throws NodeProblem {
    Link wanted = names.resolve(link);
    return report.share(
        parts.shares.fetch(
            new Shares.Wish(wanted, Optional.ofNullable(dir), select, sequential, false)));
  }

  @Override
  public void remove(String named, boolean data) throws NodeProblem {
    LocalShare share = find(named);
    parts.shares.remove(share, data);
    parts.announcer.withdraw(share.id());
  }

  @Override
  public int verify(String named) throws NodeProblem {
    return parts.shares.verify(find(named));
  }

  @Override
  public ShareStatus pause(String named) throws NodeProblem {
    LocalShare share = find(named);
    parts.shares.pause(share);
    parts.announcer.withdraw(share.id());
    return report.share(share);
  }

  @Override
  public ShareStatus resume(String named) throws NodeProblem {
    LocalShare share = find(named);
    parts.shares.resume(share);
    return report.share(share);
  }

  @Override
  public FileContent open(String named, String path) throws NodeProblem {
    LocalShare share = find(named);
    return ShareFileContent.open(share, path);
  }

  @Override
  public List<FoundStatus> search(String text) throws NodeProblem {
    return names.search(text);
  }

  @Override
  public ModeStatus mode() {
    return parts.modes.status();
  }

  @Override
  public ModeStatus switchMode(Mode mode, boolean deployment) throws NodeProblem {
    return deployment ? parts.modes.order(mode) : parts.modes.choose(mode);
  }

  @Override
  public void limit(long upBytesPerSecond, long downBytesPerSecond) {
    if (upBytesPerSecond >= 0) {
      node.transfer().up().set(upBytesPerSecond);
    }
    if (downBytesPerSecond >= 0) {
      node.transfer().down().set(downBytesPerSecond);
    }
  }

  /** Sends Goodbye to peers, keeps progress, stops; takes at most 5 s. Idempotent. */
  @Override
  public void close() {
    begun.close();
    LOG.debug("node {} stopped", id());
  }
}
