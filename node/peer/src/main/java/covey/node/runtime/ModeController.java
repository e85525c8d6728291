package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.ModeOrder;
import covey.protocol.directory.OrderAnswer.Follower;
import covey.protocol.directory.OrderAnswer.Ordered;
import covey.protocol.directory.OrderVerb;
import covey.protocol.identity.NodeId;
import covey.tracker.orders.OrderBook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows, chooses and orders modes: the node's own, and the deployment's as far as it is known here.
 * Thread-safe.
 */
final class ModeController implements AutoCloseable {
  private final OrderBook orders;
  private final ModeSwitch modes;
  private final OrderFollower follower;
  private final boolean isTracker;
  private volatile List<Follower> expected = List.of();

  ModeController(OrderBook orders, ModeSwitch modes, OrderFollower follower, boolean isTracker) {
    this.orders = orders;
    this.modes = modes;
    this.follower = follower;
    this.isTracker = isTracker;
  }

  /** Begins to follow orders; a tracker only passes them on. */
  void start() {
    if (!isTracker) {
      follower.start();
    }
  }

  /** Switches this node to a mode; returns when it is in force. */
  ModeStatus choose(Mode mode) throws NodeProblem {
    if (isTracker) {
      throw new NodeProblem(
          NodeProblem.Kind.INVALID,
          "a tracker has no mode of its own; --deployment orders one for all nodes");
    }
    requireHost(mode);
    follower.choose(mode);
    return status();
  }

  /**
   * Orders a mode for all nodes; returns when it is in force on this one. The others acknowledge
   * later: see {@link #status}.
   */
  ModeStatus order(Mode mode) throws NodeProblem {
    requireHost(mode);
    List<Follower> before = List.copyOf(followers().values());
    orders.take(give(mode));
    expected = before;
    if (!isTracker) {
      follower.obey();
    }
    return status();
  }

  private ModeOrder give(Mode mode) throws NodeProblem {
    try {
      DirectoryAnswer answer =
          modes
              .directory()
              .ask(new OrderVerb.OrderMode(modes.self().id(), mode.word(), trackers()));
      return switch (answer) {
        case Ordered(ModeOrder order) -> order;
        case DirectoryAnswer.Failed(DirectoryAnswer.FailureCode code, String sentence)
            when code == DirectoryAnswer.FailureCode.NOT_ALLOWED ->
            throw new NodeProblem(NodeProblem.Kind.REFUSED, "the order was refused: " + sentence);
        case DirectoryAnswer.Failed(DirectoryAnswer.FailureCode code, String sentence) ->
            throw new NodeProblem(NodeProblem.Kind.FAILED, code + ": " + sentence);
        default ->
            throw new NodeProblem(
                NodeProblem.Kind.FAILED, "the directory sent an unexpected answer");
      };
    } catch (DirectoryException e) {
      throw new NodeProblem(
          NodeProblem.Kind.FAILED, "nothing was ordered: " + String.valueOf(e.getMessage()));
    }
  }

  /** Returns the trackers to name to nodes that know none. */
  private List<HostAndPort> trackers() {
    return isTracker ? modes.self().listen() : modes.trackers();
  }

  /** Checks that the tracker and origin that a mode needs are there before any node switches. */
  private void requireHost(Mode mode) throws NodeProblem {
    if (!mode.needsTracker()) {
      return;
    }
    if (isTracker) {
      requireOrigin(mode, modes.directory());
      return;
    }
    try (Directory tracker = modes.open(mode)) {
      requireOrigin(mode, tracker);
    }
  }

  private static void requireOrigin(Mode mode, Directory tracker) throws NodeProblem {
    try {
      boolean origin = tracker.describe().origin().isPresent();
      if (mode == Mode.CENTRAL && !origin) {
        throw new NodeProblem(
            NodeProblem.Kind.REFUSED,
            "mode central needs an origin, and the tracker has none; start it with --origin DIR");
      }
    } catch (DirectoryException e) {
      throw new NodeProblem(
          NodeProblem.Kind.FAILED, "the mode stays as it is: " + String.valueOf(e.getMessage()));
    }
  }

  /** Asks the directory, and those left a moment ago, for their followers. */
  ModeStatus status() {
    Optional<ModeOrder> order = orders.newest();
    long epoch = order.map(ModeOrder::epoch).orElse(0L);
    Map<NodeId, Follower> nodes = followers();
    List<String> acknowledgedBy = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    for (Follower node : nodes.values()) {
      String name = node.listen().map(HostAndPort::toString).orElse(node.node().toString());
      if (order.isEmpty() || worksBy(order.get(), node)) {
        acknowledgedBy.add(name);
      } else {
        waiting.add(name + " (" + node.mode() + ")");
      }
    }
    boolean ordered = isTracker ? order.isPresent() : follower.isOrdered();
    @Nullable String orderedMode = order.map(ModeOrder::mode).orElse(null);
    return new ModeStatus(
        isTracker && orderedMode != null ? orderedMode : modes.mode().word(),
        epoch,
        ordered ? "deployment" : "node",
        orderedMode,
        order.map(o -> o.orderedBy().toString()).orElse(null),
        new ModeStatus.Followers(nodes.size(), acknowledgedBy.size(), acknowledgedBy, waiting));
  }

  private static boolean worksBy(ModeOrder order, Follower node) {
    return node.epoch() > order.epoch()
        || (node.epoch() == order.epoch() && node.mode().equals(order.mode()));
  }

  private Map<NodeId, Follower> followers() {
    Map<NodeId, Follower> all = new LinkedHashMap<>();
    expected.forEach(one -> all.put(one.node(), one));
    List<Directory> hosts = new ArrayList<>(modes.lingering());
    hosts.add(modes.directory());
    for (Directory host : hosts) {
      try {
        host.followers().followers().forEach(one -> all.merge(one.node(), one, this::further));
      } catch (DirectoryException e) {
        // The other directories may know.
      }
    }
    if (!isTracker) {
      Follower self = modes.asFollower(follower.followedEpoch());
      all.put(self.node(), self);
    }
    return all;
  }

  private Follower further(Follower a, Follower b) {
    return b.epoch() >= a.epoch() ? b : a;
  }

  @Override
  public void close() {
    follower.close();
    modes.close();
  }
}
