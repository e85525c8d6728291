package covey.node.compare;

import com.google.common.net.HostAndPort;
import covey.node.runtime.DirectorySettings;
import covey.node.runtime.ModeStatus;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that are already running, on any machine. They are switched from mode to mode by an
 * ordinary mode order and restored in the end. The first node shares, the others fetch; a tracker
 * among them is the deployment's tracker.
 *
 * <p>The share has a unique name, which distinguishes it from existing shares. Used by one thread;
 * {@link #close} may be called by another at any time.
 */
public final class Fleet implements TestbedProvider {
  private static final Duration FOLLOWED_WITHIN = Duration.ofSeconds(30);
  private static final Duration MEMBERS_WITHIN = Duration.ofSeconds(10);

  /** The patience after a signal, which leaves time to write the report. */
  private static final Duration HURRIED = Duration.ofSeconds(2);

  private static final long POLL_MILLIS = 50;

  private final ChangeGate gate;
  private final @Nullable RemoteNode tracker;
  private final RemoteNode publisher;
  private final List<RemoteNode> nodes;
  private final String name =
      "covey-compare-" + HexFormat.of().toHexDigits(new SecureRandom().nextInt());
  private volatile boolean ordered;
  private volatile long lastEpoch;
  private volatile Duration patience = Duration.ofSeconds(40);
  private @Nullable ComparisonSettings settings;
  private boolean closed;

  private Fleet(ChangeGate gate, @Nullable RemoteNode tracker, List<RemoteNode> nodes) {
    this.gate = gate;
    this.tracker = tracker;
    publisher = nodes.getFirst();
    this.nodes = nodes.subList(1, nodes.size());
  }

  /** The HTTP API of a node or tracker, and its token. */
  public record Member(HostAndPort http, Optional<String> token) {}

  /**
   * Checks that all nodes can be reached and used, without changing anything.
   *
   * @throws IOException with a one-line message if a node cannot be reached
   * @throws NodeProblem with a one-line message if a node refuses, or if there are too few or too
   *     many
   */
  public static Fleet find(List<Member> members) throws IOException, NodeProblem {
    ChangeGate gate = new ChangeGate();
    Set<String> ids = new HashSet<>();
    List<RemoteNode> nodes = new ArrayList<>();
    RemoteNode tracker = null;
    for (Member member : members) {
      RemoteNode found = RemoteNode.find(member, gate);
      if (!ids.add(found.id())) {
        throw wrong(found + " is given twice");
      }
      if (!found.isTracker()) {
        nodes.add(found);
      } else if (tracker == null) {
        tracker = found;
      } else {
        throw wrong("give only one tracker of the deployment: " + tracker + " or " + found);
      }
    }
    if (nodes.size() < 2) {
      throw wrong("--on needs at least two nodes: the first one shares, the others fetch");
    }
    return new Fleet(gate, tracker, List.copyOf(nodes));
  }

  private static NodeProblem wrong(String line) {
    return new NodeProblem(NodeProblem.Kind.INVALID, line);
  }

  /** The number of nodes that can fetch. */
  public int size() {
    return nodes.size();
  }

  /** Sets what is compared, before the first mode is entered. */
  void begin(ComparisonSettings what) {
    settings = what;
  }

  @Override
  public Optional<String> enter(String mode) throws IOException, NodeProblem, InterruptedException {
    for (RemoteNode node : all()) {
      node.remove(name);
    }
    if (mode.equals("central") && tracker == null) {
      return Optional.of(
          "the server's uplink and shares are unknown; add the tracker's HTTP address to --on");
    }
    try {
      ordered = true;
      publisher.order(mode);
    } catch (NodeProblem e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    Optional<RemoteNode> left = awaitFollowed(mode);
    if (left.isPresent()) {
      return Optional.of(left.get() + " did not follow the order; is it in the same deployment?");
    }
    if (mode.equals("p2p")) {
      awaitMembers();
    }
    return Optional.empty();
  }

  /** Waits until all nodes use a mode; returns one that does not in time. */
  private Optional<RemoteNode> awaitFollowed(String mode)
      throws IOException, NodeProblem, InterruptedException {
    long end = System.nanoTime() + FOLLOWED_WITHIN.toNanos();
    for (RemoteNode node : nodes) {
      while (!mode.equals(node.client().mode().mode())) {
        if (System.nanoTime() > end) {
          return Optional.of(node);
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
    return Optional.empty();
  }

  /** Waits a moment for the members; other nodes are attached to a member, which is sufficient. */
  private void awaitMembers() throws IOException, NodeProblem, InterruptedException {
    int members = Math.min(1 + nodes.size(), DirectorySettings.MOST_MEMBERS);
    long end = System.nanoTime() + MEMBERS_WITHIN.toNanos();
    while (publisher.client().status().members() < members && System.nanoTime() < end) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  @Override
  public Testbed open(String mode, String unused, Optional<Failure> failure)
      throws IOException, NodeProblem, InterruptedException {
    ComparisonSettings what = settings;
    if (what == null) {
      throw new IllegalStateException("begin was not called");
    }
    Testbed.Team team =
        new Testbed.Team(
            mode,
            mode.equals("p2p") ? null : tracker,
            publisher,
            List.copyOf(nodes),
            List.of(),
            Map.of());
    // The upload to the origin is not measured.
    publisher.limit(0, 0);
    Testbed testbed = Testbed.of(TestHosts.loopback(), team, what.shared(), name);
    testbed.shape(what.links());
    return testbed;
  }

  @Override
  public String machine() {
    return (1 + nodes.size()) + " running nodes, controlled from: " + MachineInfo.words();
  }

  @Override
  public void hurry() {
    patience = HURRIED;
  }

  private List<RemoteNode> all() {
    List<RemoteNode> all = new ArrayList<>(nodes);
    all.add(publisher);
    if (tracker != null) {
      all.add(tracker);
    }
    return all;
  }

  /**
   * Restores limits, shares and modes. Throws an IOException that names what could not be restored.
   */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    gate.close();
    Restoration restoration = new Restoration(patience);
    Restoration.together(
        () ->
            restoration.each(
                all(),
                "limits or share " + name,
                node -> {
                  node.restoreLimits();
                  node.awaitAdded();
                  node.remove(name);
                }),
        () -> restoreModes(restoration));
    restoration.end();
  }

  private void restoreModes(Restoration restoration) {
    if (ordered) {
      restoration.each(List.of(publisher), "mode order", this::restoreOrder);
      restoration.each(all(), "mode", node -> node.restoreMode(lastEpoch));
    }
    if (tracker != null) {
      // Nodes in central mode upload their shares, so this comes after the modes.
      Set<String> theirs = theirs();
      restoration.each(List.of(tracker), "uploaded shares", node -> node.returnDeposits(theirs));
    }
  }

  private Set<String> theirs() {
    Set<String> shares = new HashSet<>(publisher.foundShares());
    nodes.forEach(node -> shares.addAll(node.foundShares()));
    return shares;
  }

  private void restoreOrder(RemoteNode node) throws IOException, NodeProblem {
    ModeStatus found = node.foundMode();
    lastEpoch = node.client().mode().epoch();
    if (lastEpoch != found.epoch()) {
      String before = found.orderedMode();
      lastEpoch = node.client().switchMode(before == null ? found.mode() : before, true).epoch();
    }
  }
}
