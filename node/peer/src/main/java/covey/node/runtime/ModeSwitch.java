package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import covey.node.modes.SourceRules;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.OrderAnswer;
import covey.protocol.directory.ShareRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches a running node from one mode to another: the new directory is joined and told of all
 * shares, then it and the new rules are in force, then those who may no longer be asked are parted
 * from. The former directory is answered and listened to a while longer, for whoever is not there
 * yet. Thread-safe.
 */
final class ModeSwitch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModeSwitch.class);

  /** So long the former directory stays open. */
  static final Duration LINGER = Duration.ofSeconds(10);

  /** So long other members are waited for, the former directory in use still. */
  private static final Duration JOINING = Duration.ofSeconds(5);

  /** All nodes of a deployment take the same few, so that they find each other. */
  private static final int MOST_ANCHORS = 8;

  private final Parts parts;
  private final Set<Directory> lingering = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** What is switched. {@code changed} runs once new rules are in force. */
  record Parts(
      DirectoryChoice directory,
      SourceRules rules,
      Announcer announcer,
      Supplier<NodeRecord> self,
      Supplier<List<ShareRecord>> shares,
      Runnable changed) {}

  ModeSwitch(Parts parts) {
    this.parts = parts;
  }

  Mode mode() {
    return parts.directory().mode();
  }

  /** Former directories that are open still. */
  Set<Directory> lingering() {
    return Set.copyOf(lingering);
  }

  /** Returns when the mode is in force on this node; at most some 10 s. */
  synchronized void to(Mode next) throws NodeProblem {
    DirectoryChoice choice = parts.directory();
    if (next == choice.mode() || closed) {
      return;
    }
    if (!next.needsTracker()) {
      learnAnchors(choice);
    }
    Directory opened = open(next);
    join(opened, next);
    Directory former = choice.switchTo(next, opened);
    parts.rules().mode(next);
    LOG.info("mode {} is in force", next.word());
    parts.announcer().restart();
    parts.changed().run();
    linger(former);
  }

  /** The directory of a mode, to be closed; INVALID without a tracker where one is needed. */
  Directory open(Mode next) throws NodeProblem {
    DirectoryChoice choice = parts.directory();
    if (next.needsTracker() && choice.trackers().isEmpty()) {
      throw new NodeProblem(
          NodeProblem.Kind.INVALID,
          "mode "
              + next.word()
              + " needs a tracker, and this node knows none; start it with --tracker HOST:PORT");
    }
    try {
      return choice.open(next);
    } catch (IOException e) {
      throw new NodeProblem(
          NodeProblem.Kind.FAILED,
          "mode " + next.word() + " is not possible here: " + e.getMessage());
    }
  }

  /** Who is there now is where the members are found in a moment. */
  private void learnAnchors(DirectoryChoice choice) {
    try {
      choice.anchors(
          choice.directory().followers().followers().stream()
              .sorted(Comparator.comparing(follower -> follower.node().toString()))
              .flatMap(follower -> follower.listen().stream())
              .limit(MOST_ANCHORS)
              .toList());
    } catch (DirectoryException e) {
      LOG.debug("whom to join by is not known from the directory: {}", e.getMessage());
    }
  }

  private void join(Directory opened, Mode next) {
    if (next == Mode.P2P) {
      awaitOthers();
    }
    try {
      opened.announce(parts.self().get(), parts.shares().get());
      if (next == Mode.CENTRAL) {
        opened.describe().origin().ifPresent(parts.rules()::learnOrigin);
      }
    } catch (DirectoryException e) {
      LOG.warn("mode {}: {}", next.word(), e.getMessage());
    }
  }

  /** Whoever is looked up in p2p must be found: alone one finds nobody. */
  private void awaitOthers() {
    DirectoryChoice choice = parts.directory();
    long end = System.nanoTime() + JOINING.toNanos();
    while (choice.members() < 2 && choice.knowsOthers() && System.nanoTime() < end && !closed) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void linger(Directory former) {
    lingering.add(former);
    Thread.ofVirtual()
        .name("covey-linger")
        .start(
            () -> {
              try {
                Thread.sleep(LINGER);
              } catch (InterruptedException e) {
                LOG.debug("interrupted while lingering");
              }
              close(former);
            });
  }

  private void close(Directory former) {
    if (lingering.remove(former)) {
      former.close();
    }
  }

  /** Uses these trackers if none were configured. */
  void learnTrackers(List<HostAndPort> named) {
    parts.directory().learnTrackers(named);
  }

  /** Addresses of trackers that an order should carry for those who know none. */
  List<HostAndPort> trackers() {
    return parts.directory().trackers();
  }

  /** The directory in use. */
  Directory directory() {
    return parts.directory().directory();
  }

  /** This node, as others see it. */
  NodeRecord self() {
    return parts.self().get();
  }

  /** How this node stands, as it would tell the directory. */
  OrderAnswer.Follower asFollower(long epoch) {
    NodeRecord self = self();
    return new OrderAnswer.Follower(
        self.id(), self.listen().stream().findFirst(), mode().word(), epoch);
  }

  @Override
  public void close() {
    closed = true;
    lingering().forEach(this::close);
  }
}
