package covey.tests.cluster;

import com.google.common.net.HostAndPort;
import covey.node.modes.DirectoryClient;
import covey.protocol.content.ShareId;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryException;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.LocalNode;
import covey.tests.process.Measured;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that keep looking up random shares of a crowd, each over its own connection. A lookup
 * without the right answer is retried; it has failed if this takes too long (3 s in a benchmark).
 */
final class Lookers implements AutoCloseable {
  private static final long PATIENCE_NANOS = Measured.patience(Duration.ofSeconds(3)).toNanos();
  private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();
  private static final long RETRY_NANOS = Duration.ofMillis(50).toNanos();

  private final NodeCrowd crowd;
  private final List<ShareId> shares;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong lookups = new AtomicLong();
  private final AtomicLong retried = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong slowestNanos = new AtomicLong();
  private volatile boolean closed;

  private Lookers(NodeCrowd crowd) {
    this.crowd = crowd;
    shares = crowd.shares();
  }

  /** Starts {@code count} lookers that use these trackers. */
  static Lookers start(NodeCrowd crowd, List<HostAndPort> trackers, int count) {
    Lookers lookers = new Lookers(crowd);
    for (int i = 0; i < count; i++) {
      lookers.threads.add(Thread.ofVirtual().name("looker").start(() -> lookers.run(trackers)));
    }
    return lookers;
  }

  /** Returns the number of lookups without the right answer in time. */
  long failed() {
    return failed.get();
  }

  /** Returns the number of lookups. */
  long lookups() {
    return lookups.get();
  }

  /** Returns how many of the crowd's records the tracker does not know, asking it directly. */
  static int lost(NodeCrowd crowd, HostAndPort tracker) {
    int lost = 0;
    NodeId self = NodeId.random(new SecureRandom());
    try (DirectoryClient directory = new DirectoryClient(List.of(tracker), local(self))) {
      for (ShareId share : crowd.shares()) {
        lost += isFound(crowd, directory, share, self) ? 0 : 1;
      }
    }
    return lost;
  }

  private void run(List<HostAndPort> trackers) {
    NodeId self = NodeId.random(new SecureRandom());
    try (DirectoryClient directory = new DirectoryClient(trackers, local(self))) {
      while (!closed) {
        look(directory, shares.get(ThreadLocalRandom.current().nextInt(shares.size())), self);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void look(Directory directory, ShareId share, NodeId self) {
    long begun = System.nanoTime();
    boolean first = true;
    boolean found = isFound(crowd, directory, share, self);
    while (!found && System.nanoTime() - begun < PATIENCE_NANOS) {
      if (first) {
        retried.incrementAndGet();
        first = false;
      }
      LockSupport.parkNanos(RETRY_NANOS);
      found = isFound(crowd, directory, share, self);
    }
    if (closed) {
      return;
    }
    long took = System.nanoTime() - begun;
    slowestNanos.accumulateAndGet(took, Math::max);
    lookups.incrementAndGet();
    if (!found || took > PATIENCE_NANOS) {
      failed.incrementAndGet();
    }
  }

  private static boolean isFound(NodeCrowd crowd, Directory directory, ShareId share, NodeId self) {
    try {
      return directory.lookup(share, 10, self).providers().stream()
          .anyMatch(provider -> provider.node().id().equals(crowd.provider(share)));
    } catch (DirectoryException e) {
      return false;
    }
  }

  private static LocalNode local(NodeId self) {
    return new LocalNode(self, "", "looker", List::of);
  }

  @Override
  public void close() {
    stop();
  }

  /** Stops all lookers and waits for them to end. */
  void stop() {
    closed = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d lookups, %d retried, slowest %d ms, %d failed",
        lookups.get(),
        retried.get(),
        Duration.ofNanos(slowestNanos.get()).toMillis(),
        failed.get());
  }
}
