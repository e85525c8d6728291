package covey.node.modes;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.wire.LocalNode;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds members' JGroups addresses by asking nodes, at the addresses that people know them by
 * (`--join`, or remembered peers).
 */
public final class MemberLocator implements Supplier<List<HostAndPort>> {
  /** Enough to join by; asking more costs time. */
  private static final int ENOUGH = 8;

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * When all nodes of a list start at once, each with the list, the first of them does not wait for
   * the rest.
   */
  private static final Duration PATIENCE_OF_THE_FIRST = Duration.ofSeconds(1);

  private static final Duration ASK_AGAIN = Duration.ofMillis(50);

  private final Supplier<? extends Collection<HostAndPort>> nodes;
  private final LocalNode local;

  /** Asks the nodes that {@code nodes} names at each call. */
  public MemberLocator(Supplier<? extends Collection<HostAndPort>> nodes, LocalNode local) {
    this.nodes = nodes;
    this.local = local;
  }

  /**
   * JGroups addresses of members; empty if no node answered. Blocks up to seconds: a node that
   * answers but is no member yet has just started, and becomes one presently; to go ahead alone
   * would make two clusters, which merge only later.
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

  /** Adds what the nodes know; returns whether one answered that is no member yet. */
  private boolean ask(Set<HostAndPort> found) {
    boolean starting = false;
    for (HostAndPort node : nodes.get()) {
      if (found.size() >= ENOUGH) {
        break;
      }
      try (TrackerDirectory asked = new TrackerDirectory(List.of(node), local)) {
        DirectoryAnswer.Described described = asked.describe();
        found.addAll(described.members());
        starting |= described.members().isEmpty();
      } catch (DirectoryException e) {
        // That node is down; the next may answer.
      }
    }
    return starting;
  }
}
