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
 * A node, or tracker, that ran before the lab came and goes on after it. Keeps how it was found.
 * Thread-safe.
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
      throw new IOException(http + " did not answer as a node does");
    }
    foundMode = client.mode();
    foundShares =
        client.shares().stream()
            .map(ShareStatus::id)
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Looks at it, and changes nothing. IOException or NodeProblem with one line for people if it
   * cannot be reached or does not let itself be changed.
   */
  static RemoteNode find(Fleet.Member member, ChangeGate gate) throws IOException, NodeProblem {
    NodeClient client = new NodeClient(member.http(), member.token());
    try {
      RemoteNode node = new RemoteNode(member, gate, client);
      // Sets nothing, but is allowed only to who may set something.
      client.limit(null, null);
      return node;
    } catch (NodeProblem e) {
      String why = member.token().isPresent() ? e.getMessage() : "no token is known for it";
      throw new NodeProblem(
          e.kind(),
          member.http() + " does not let itself be used: " + why + "; name it in --token-file");
    }
  }

  String id() {
    return found.id();
  }

  boolean isTracker() {
    return found.role().equals("tracker");
  }

  /** Ids of the shares that it had when it was found. */
  Set<String> foundShares() {
    return foundShares;
  }

  /** Its mode when it was found. */
  ModeStatus foundMode() {
    return foundMode;
  }

  /** Not known: it is elsewhere. */
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
   * Waits a moment for it to have hashed what it was told to share. Throws IOException if it still
   * has not: nobody can stop it.
   */
  void awaitAdded() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HASHING_MILLIS);
    while (adding) {
      if (System.nanoTime() > end) {
        throw new IOException("it goes on hashing; remove the share there when it is done");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Forgets the share of that name, with what was downloaded of it; nothing that was shared. */
  void remove(String name) throws IOException, NodeProblem {
    for (ShareStatus share : client.shares()) {
      if (name.equals(share.name()) && !share.id().isEmpty()) {
        client.remove(share.id(), true);
      }
    }
  }

  /** As origin: forgets those of these shares that it did not have when it was found. */
  void returnDeposits(Set<String> shares) throws IOException, NodeProblem {
    for (ShareStatus share : client.shares()) {
      if (shares.contains(share.id()) && !foundShares.contains(share.id())) {
        client.remove(share.id(), true);
      }
    }
  }

  /** Sets the limits that it was found with. */
  void restoreLimits() throws IOException, NodeProblem {
    client.limit(found.upLimitBytesPerSecond(), found.downLimitBytesPerSecond());
  }

  /**
   * Puts it into the mode that it was found in, if that had been chosen on it alone: once it works
   * by the order of that epoch, which would else override it.
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

  /** A node names itself among those who acknowledge by its address, or else by its id. */
  private boolean worksBy(long epoch, ModeStatus now) {
    return now.epoch() >= epoch
        && (now.acknowledgedBy().contains(found.identity().listen())
            || now.acknowledgedBy().contains(found.id()));
  }

  @Override
  public String toString() {
    return http.toString();
  }

  /** It goes on; what was changed the fleet puts back. */
  @Override
  public void close() {}
}
