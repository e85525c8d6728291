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
 * The node's mode, and the deployment's as far as it is known here: shows it, chooses it, orders
 * it. Thread-safe.
 */
final class ModeKeeper implements AutoCloseable {
  private final OrderBook orders;
  private final ModeSwitch modes;
  private final OrderFollower follower;
  private final boolean isTracker;
  private volatile List<Follower> expected = List.of();

  ModeKeeper(OrderBook orders, ModeSwitch modes, OrderFollower follower, boolean isTracker) {
    this.orders = orders;
    this.modes = modes;
    this.follower = follower;
    this.isTracker = isTracker;
  }

  /** Begins to hear of orders; a tracker obeys none, it only carries them. */
  void start() {
    if (!isTracker) {
      follower.start();
    }
  }

  /** Puts one node into a mode; returns when it is in force. */
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
   * Orders a mode for all nodes; returns when it is in force on this one. Others acknowledge in
   * their time: see {@link #status}.
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
            throw new NodeProblem(NodeProblem.Kind.FAILED, "the directory answered beside it");
      };
    } catch (DirectoryException e) {
      throw new NodeProblem(
          NodeProblem.Kind.FAILED, "nothing was ordered: " + String.valueOf(e.getMessage()));
    }
  }

  /** Where those who know no tracker find one. */
  private List<HostAndPort> trackers() {
    return isTracker ? modes.self().listen() : modes.trackers();
  }

  /** What a mode needs must be there before anybody is sent into it. */
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

  /** Asks the directory, and those left a moment ago, who follows. */
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
        nodes.size(),
        acknowledgedBy.size(),
        acknowledgedBy,
        waiting);
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
        // Then the others know.
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
