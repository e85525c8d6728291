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
 * Nodes that run already, on any machine: switched from mode to mode by the deployment's ordinary
 * order, and in the end put back as they were found. The first one shares, the others fetch; a
 * tracker among them is the deployment's.
 *
 * <p>What is shared gets a name of its own, so that it is told from everything that was there. Used
 * by one thread; {@link #close} may come from another at any time.
 */
public final class Fleet implements TestbedProvider {
  private static final Duration FOLLOWED_WITHIN = Duration.ofSeconds(30);
  private static final Duration MEMBERS_WITHIN = Duration.ofSeconds(10);

  /** With what a signal leaves: the report is to be written too. */
  private static final Duration HURRIED = Duration.ofSeconds(2);

  private static final long POLL_MILLIS = 50;

  private final ChangeGate gate;
  private final @Nullable RemoteNode tracker;
  private final RemoteNode publisher;
  private final List<RemoteNode> nodes;
  private final String name = "covey-compare-" + random();
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

  /** A node's, or tracker's, HTTP API, and the token that it asks for. */
  public record Member(HostAndPort http, Optional<String> token) {}

  /**
   * Looks whether all are there and may be used, and changes nothing.
   *
   * @throws IOException in one line, if one cannot be reached
   * @throws NodeProblem in one line, if one refuses, or these are not enough or too many
   */
  public static Fleet find(List<Member> members) throws IOException, NodeProblem {
    ChangeGate gate = new ChangeGate();
    Set<String> ids = new HashSet<>();
    List<RemoteNode> nodes = new ArrayList<>();
    RemoteNode tracker = null;
    for (Member member : members) {
      RemoteNode found = RemoteNode.find(member, gate);
      if (!ids.add(found.id())) {
        throw wrong(found + " is a node that was named before");
      }
      if (!found.isTracker()) {
        nodes.add(found);
      } else if (tracker == null) {
        tracker = found;
      } else {
        throw wrong("of a deployment's trackers name one: " + tracker + " or " + found);
      }
    }
    if (nodes.size() < 2) {
      throw wrong("--on needs at least two nodes: the first shares, the others fetch");
    }
    return new Fleet(gate, tracker, List.copyOf(nodes));
  }

  private static NodeProblem wrong(String line) {
    return new NodeProblem(NodeProblem.Kind.INVALID, line);
  }

  private static String random() {
    byte[] bytes = new byte[4];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** How many can fetch. */
  public int size() {
    return nodes.size();
  }

  /** What is to be done with them; before the first mode is entered. */
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
          "the server's uplink and what it stores are out of reach; name the tracker's HTTP"
              + " address in --on too");
    }
    try {
      ordered = true;
      publisher.order(mode);
    } catch (NodeProblem e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    Optional<RemoteNode> left = awaitFollowed(mode);
    if (left.isPresent()) {
      return Optional.of(left.get() + " did not follow; is it in the same deployment?");
    }
    if (mode.equals("p2p")) {
      awaitMembers();
    }
    return Optional.empty();
  }

  /** Returns when all work in a mode, or with one that does not in time. */
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

  /** Who may not become a member is attached to one, which is as well. */
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
    // The way to the origin is not measured.
    publisher.limit(0, 0);
    Testbed testbed = Testbed.of(TestHosts.loopback(), team, what.shared(), name);
    testbed.shape(what.links());
    return testbed;
  }

  @Override
  public String machine() {
    return (1 + nodes.size()) + " nodes that ran already, asked from: " + Machine.words();
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

  /** Puts all back: limits, shares, modes. Throws IOException that names what could not be. */
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
                "its limits or the share " + name,
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
      restoration.each(List.of(publisher), "the mode", this::restoreOrder);
      restoration.each(all(), "its own mode", node -> node.restoreMode(lastEpoch));
    }
    if (tracker != null) {
      // Whoever is in central uploads what it shares. In another mode again, nobody does.
      Set<String> theirs = theirs();
      restoration.each(
          List.of(tracker), "what was uploaded to it", node -> node.returnDeposits(theirs));
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
