package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.OrderAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches a running node from one mode to another: joins the new directory and announces all
 * shares to it, then puts it and the new rules in force, then drops peers that may no longer be
 * asked. The former directory stays open a while longer for nodes that have not switched yet.
 * Thread-safe.
 */
final class ModeSwitch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModeSwitch.class);

  /** How long the former directory stays open. */
  static final Duration LINGER = Duration.ofSeconds(10);

  /** How long to wait for other members while the former directory is still in use. */
  private static final Duration JOINING = Duration.ofSeconds(5);

  /** All nodes of a deployment choose the same few, so that they find each other. */
  private static final int MOST_ANCHORS = 8;

  private final NodeContext node;
  private final DirectoryChoice choice;
  private final ShareAnnouncer announcer;
  private final Runnable changed;
  private final Set<Directory> lingering = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Runs {@code changed} each time new rules are in force. */
  ModeSwitch(NodeContext node, DirectoryChoice choice, ShareAnnouncer announcer, Runnable changed) {
    this.node = node;
    this.choice = choice;
    this.announcer = announcer;
    this.changed = changed;
  }

  Mode mode() {
    return choice.mode();
  }

  /** Returns the former directories that are still open. */
  Set<Directory> lingering() {
    return Set.copyOf(lingering);
  }

  /** Switches to a mode; returns when it is in force on this node, within about 10 s. */
  synchronized void to(Mode next) throws NodeProblem {
    if (next == choice.mode() || closed) {
      return;
    }
    if (!next.needsTracker()) {
      learnAnchors();
    }
    Directory opened = open(next);
    join(opened, next);
    Directory former = choice.switchTo(next, opened);
    node.rules().mode(next);
    LOG.info("mode {} is in force", next.word());
    announcer.restart();
    changed.run();
    linger(former);
  }

  /** Opens the directory of a mode; INVALID if the mode needs a tracker and none is known. */
  Directory open(Mode next) throws NodeProblem {
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

  /** The nodes that follow now are those that the members can be joined by in a moment. */
  private void learnAnchors() {
    try {
      choice.anchors(
          choice.directory().followers().followers().stream()
              .sorted(Comparator.comparing(follower -> follower.node().toString()))
              .flatMap(follower -> follower.listen().stream())
              .limit(MOST_ANCHORS)
              .toList());
    } catch (DirectoryException e) {
      LOG.debug("the directory names no nodes to join by: {}", e.getMessage());
    }
  }

  private void join(Directory opened, Mode next) {
    if (next == Mode.P2P) {
      awaitOthers();
    }
    try {
      opened.announce(node.self(), node.shares().records());
      if (next == Mode.CENTRAL) {
        opened.describe().origin().ifPresent(node.rules()::learnOrigin);
      }
    } catch (DirectoryException e) {
      LOG.warn("mode {}: {}", next.word(), e.getMessage());
    }
  }

  /** Waits for another member, because a node that is alone finds no peers. */
  private void awaitOthers() {
    long end = System.nanoTime() + JOINING.toNanos();
    while (choice.hosting().members() < 2
        && choice.knowsOthers()
        && System.nanoTime() < end
        && !closed) {
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
    if (closed) {
      close(former);
      return;
    }
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
    choice.learnTrackers(named);
  }

  /** Returns the trackers that an order should carry for nodes that know none. */
  List<HostAndPort> trackers() {
    return choice.trackers();
  }

  /** Returns the directory in use. */
  Directory directory() {
    return choice.directory();
  }

  /** Returns this node as others see it. */
  NodeRecord self() {
    return node.self();
  }

  /** Returns the state of this node as it reports it to the directory. */
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
