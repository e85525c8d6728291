package covey.node.modes;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.wire.LocalNode;
import covey.tracker.cluster.ClusterKind;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Finds members' JGroups addresses by asking nodes at their ordinary addresses (`--join`,
 * `--cluster`, or remembered peers).
 */
public final class MemberLocator implements Supplier<List<HostAndPort>> {
  /** Enough addresses to join; finding more costs time. */
  private static final int ENOUGH = 8;

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * When all nodes of a list start at once, each with the same list, the first of them does not
   * wait for the rest.
   */
  private static final Duration PATIENCE_OF_THE_FIRST = Duration.ofSeconds(1);

  private static final Duration ASK_AGAIN = Duration.ofMillis(50);

  // Remembered nodes may all be down, and each may be slow to fail.
  private static final int MOST_ASKED = 64;
  private static final Duration DIAL_TIMEOUT = Duration.ofMillis(1_500);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
  // How long to wait for more answers after the first.
  private static final Duration LATECOMERS = Duration.ofMillis(200);

  private final Supplier<? extends Collection<HostAndPort>> nodes;
  private final LocalNode local;
  private final ClusterKind kind;

  /** Finds p2p members by asking the nodes that {@code nodes} supplies at each call. */
  public MemberLocator(Supplier<? extends Collection<HostAndPort>> nodes, LocalNode local) {
    this(nodes, local, ClusterKind.MEMBERS);
  }

  /** Finds members of a cluster of one kind; ignores those of other kinds. */
  public MemberLocator(
      Supplier<? extends Collection<HostAndPort>> nodes, LocalNode local, ClusterKind kind) {
    this.nodes = nodes;
    this.local = local;
    this.kind = kind;
  }

  /**
   * Returns JGroups addresses of members; empty if no node answered. Blocks for up to 3 s: a node
   * that answers but is not yet a member has just started and soon becomes one, whereas going ahead
   * alone would create two clusters that merge only later.
   */
  @Override
  public List<HostAndPort> get() {
    long deadline = System.nanoTime() + patience().toNanos();
    while (true) {
      Set<HostAndPort> found = new LinkedHashSet<>();
      boolean starting = ask(found);
      if (!found.isEmpty() || !starting || System.nanoTime() - deadline > 0) {
        return List.copyOf(found);
      }
      try {
        Thread.sleep(ASK_AGAIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return List.of();
      }
    }
  }

  private Duration patience() {
    String own = local.listen().get().stream().map(HostAndPort::toString).findFirst().orElse("");
    boolean first = nodes.get().stream().allMatch(node -> own.compareTo(node.toString()) < 0);
    return first ? PATIENCE_OF_THE_FIRST : PATIENCE;
  }

  /**
   * Adds the addresses that the nodes know; returns true if some node answered that is not yet a
   * member.
   */
  private boolean ask(Set<HostAndPort> found) {
    List<HostAndPort> asked = nodes.get().stream().distinct().limit(MOST_ASKED).toList();
    BlockingQueue<Optional<DirectoryAnswer.Described>> answers = new LinkedBlockingQueue<>();
    for (HostAndPort node : asked) {
      Thread.ofVirtual().name("member-locator").start(() -> answers.add(describe(node)));
    }
    boolean starting = false;
    try {
      for (int heard = 0; heard < asked.size() && found.size() < ENOUGH; heard++) {
        Optional<DirectoryAnswer.Described> answer =
            found.isEmpty()
                ? answers.take()
                : answers.poll(LATECOMERS.toMillis(), TimeUnit.MILLISECONDS);
        if (answer == null) {
          break;
        }
        answer.ifPresent(described -> found.addAll(described.members()));
        starting |= answer.isPresent() && answer.get().members().isEmpty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return starting;
  }

  /**
   * Returns a node's description if it hosts a directory of the right kind. Always ends, by
   * timeouts.
   */
  private Optional<DirectoryAnswer.Described> describe(HostAndPort node) {
    try {
      TrackerLink link = TrackerLink.open(node, DIAL_TIMEOUT, local, ANSWER_TIMEOUT, wish -> {});
      try {
        return link.ask(new DirectoryVerb.Describe()) instanceof DirectoryAnswer.Described described
                && described.host().equals(kind.host())
            ? Optional.of(described)
            : Optional.empty();
      } finally {
        link.close();
      }
    } catch (IOException e) {
      return Optional.empty(); // that node is down; another may answer
    }
  }
}
