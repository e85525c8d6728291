package covey.node.compare;

import com.google.common.net.HostAndPort;
import covey.node.client.GetOrder;
import covey.node.client.NodeClient;
import covey.node.runtime.ModeStatus;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeStatus;
import covey.node.runtime.ShareStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A node or tracker that was running before the comparison and keeps running after it. Remembers
 * the state in which it was found. Thread-safe.
 */
final class RemoteNode implements ApiNode {
  private static final long HASHING_MILLIS = 1_500;
  private static final long OBEYING_MILLIS = 10_000;
  private static final long POLL_MILLIS = 50;

  private final HostAndPort http;
  private final NodeClient client;
  private final ChangeGate gate;
  private final NodeStatus found;
  private final ModeStatus foundMode;
  private final Set<String> foundShares;
  private volatile boolean adding;

  private RemoteNode(Fleet.Member member, ChangeGate gate, NodeClient client)
      throws IOException, NodeProblem {
    http = member.http();
    this.gate = gate;
    this.client = client;
    found = client.status();
    if (Objects.isNull(found.id()) || Objects.isNull(found.role())) {
      throw new IOException(http + " is not a Covey node");
    }
    foundMode = client.mode();
    foundShares =
        client.shares().stream()
            .map(ShareStatus::id)
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Finds a node without changing it. Throws an IOException or a NodeProblem with a one-line
   * message if it cannot be reached or does not allow changes.
   */
  static RemoteNode find(Fleet.Member member, ChangeGate gate) throws IOException, NodeProblem {
    NodeClient client = new NodeClient(member.http(), member.token());
    try {
      RemoteNode node = new RemoteNode(member, gate, client);
      // This changes nothing, but needs the permission to change something.
      client.limit(null, null);
      return node;
    } catch (NodeProblem e) {
      String why = member.token().isPresent() ? e.getMessage() : "no token given";
      throw new NodeProblem(
          e.kind(), member.http() + " cannot be used: " + why + "; add its token to --token-file");
    }
  }

  String id() {
    return found.id();
  }

  boolean isTracker() {
    return found.role().equals("tracker");
  }

  /** The ids of the shares that it had when it was found. */
  Set<String> foundShares() {
    return foundShares;
  }

  /** The mode in which it was found. */
  ModeStatus foundMode() {
    return foundMode;
  }

  /** Returns 0: the process is unknown. */
  @Override
  public long pid() {
    return 0;
  }

  @Override
  public NodeClient client() {
    return client;
  }

  @Override
  public ShareStatus add(Path path, @Nullable String name) throws IOException, NodeProblem {
    adding = true;
    try {
      return gate.pass(() -> client.add(path, name));
    } finally {
      adding = false;
    }
  }

  @Override
  public void order(String mode) throws IOException, NodeProblem {
    var _ = gate.pass(() -> client.switchMode(mode, true));
  }

  @Override
  public void get(String link) throws IOException, NodeProblem {
    var _ = gate.pass(() -> client.get(new GetOrder(link, null, List.of(), false)));
  }

  @Override
  public void limit(long upBytesPerSecond, long downBytesPerSecond)
      throws IOException, NodeProblem {
    var _ =
        gate.pass(
            () -> {
              client.limit(upBytesPerSecond, downBytesPerSecond);
              return http;
            });
  }

  /**
   * Waits a moment until the node has hashed the new share. Throws an IOException if it is still
   * hashing, which cannot be stopped.
   */
  void awaitAdded() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HASHING_MILLIS);
    while (adding) {
      if (System.nanoTime() > end) {
        throw new IOException("still hashing; remove the share there when it is done");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /**
   * Removes the share of that name, with its downloaded files but not the files that were shared.
   */
  void remove(String name) throws IOException, NodeProblem {
    for (ShareStatus share : client.shares()) {
      if (name.equals(share.name()) && !share.id().isEmpty()) {
        client.remove(share.id(), true);
      }
    }
  }

  /** Removes those of these shares that the node, as origin, did not have when it was found. */
  void returnDeposits(Set<String> shares) throws IOException, NodeProblem {
    for (ShareStatus share : client.shares()) {
      if (shares.contains(share.id()) && !foundShares.contains(share.id())) {
        client.remove(share.id(), true);
      }
    }
  }

  /** Restores the limits with which it was found. */
  void restoreLimits() throws IOException, NodeProblem {
    client.limit(found.upLimitBytesPerSecond(), found.downLimitBytesPerSecond());
  }

  /**
   * Restores the mode in which the node was found, if it had been set for this node only. Waits
   * until the node follows the order of that epoch, which would override the mode otherwise.
   */
  void restoreMode(long epoch) throws IOException, NodeProblem, InterruptedException {
    if (isTracker() || !foundMode.scope().equals("node")) {
      return;
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(OBEYING_MILLIS);
    while (!worksBy(epoch, client.mode()) && System.nanoTime() < end) {
      Thread.sleep(POLL_MILLIS);
    }
    var _ = client.switchMode(foundMode.mode(), false);
  }

  /** A node acknowledges with its address, or with its id if it has no address. */
  private boolean worksBy(long epoch, ModeStatus now) {
    return now.epoch() >= epoch
        && (now.acknowledgedBy().contains(found.identity().listen())
            || now.acknowledgedBy().contains(found.id()));
  }

  @Override
  public String toString() {
    return http.toString();
  }

  /** Does nothing: the node keeps running, and the fleet restores what was changed. */
  @Override
  public void close() {}
}
