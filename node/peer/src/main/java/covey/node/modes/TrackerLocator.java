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
 * Finds the JGroups addresses of trackers that form one directory, by asking them at their ordinary
 * addresses. Thread-safe.
 */
public final class TrackerLocator implements Supplier<List<HostAndPort>> {
  /** Enough addresses to join; finding more costs time. */
  private static final int ENOUGH = 8;

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * When all trackers of a list start at once, each with the same list, the first of them does not
   * wait for the rest.
   */
  private static final Duration PATIENCE_OF_THE_FIRST = Duration.ofSeconds(1);

  private static final Duration ASK_AGAIN = Duration.ofMillis(50);

  // Remembered trackers may all be down, and each may be slow to fail.
  private static final int MOST_ASKED = 64;
  private static final Duration DIAL_TIMEOUT = Duration.ofMillis(1_500);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
  // How long to wait for more answers after the first.
  private static final Duration LATECOMERS = Duration.ofMillis(200);

  private final Supplier<? extends Collection<HostAndPort>> trackers;
  private final LocalNode local;

  /** Asks the trackers that {@code trackers} supplies at each call. */
  public TrackerLocator(Supplier<? extends Collection<HostAndPort>> trackers, LocalNode local) {
    this.trackers = trackers;
    this.local = local;
  }

  /**
   * Returns JGroups addresses; empty if no tracker answered. Blocks for up to 3 s: a tracker that
   * answers but is in no cluster yet has just started and soon is, whereas going ahead alone would
   * create two clusters that merge only later.
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
    boolean first =
        trackers.get().stream().allMatch(tracker -> own.compareTo(tracker.toString()) < 0);
    return first ? PATIENCE_OF_THE_FIRST : PATIENCE;
  }

  /**
   * Adds the addresses that the trackers know; returns true if some tracker answered that is not in
   * a cluster yet.
   */
  private boolean ask(Set<HostAndPort> found) {
    List<HostAndPort> asked = trackers.get().stream().distinct().limit(MOST_ASKED).toList();
    BlockingQueue<Optional<DirectoryAnswer.Described>> answers = new LinkedBlockingQueue<>();
    for (HostAndPort tracker : asked) {
      Thread.ofVirtual().name("tracker-locator").start(() -> answers.add(describe(tracker)));
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
   * Returns a tracker's description; empty if it does not answer or is not a tracker. Always ends,
   * by timeouts.
   */
  private Optional<DirectoryAnswer.Described> describe(HostAndPort tracker) {
    try {
      TrackerLink link = TrackerLink.open(tracker, DIAL_TIMEOUT, local, ANSWER_TIMEOUT, wish -> {});
      try {
        return link.ask(new DirectoryVerb.Describe()) instanceof DirectoryAnswer.Described described
                && described.host().equals(ClusterKind.TRACKERS.host())
            ? Optional.of(described)
            : Optional.empty();
      } finally {
        link.close();
      }
    } catch (IOException e) {
      return Optional.empty(); // that tracker is down; another may answer
    }
  }
}
