package covey.node.runtime;

import covey.protocol.content.ShareId;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.ShareRecord;
import covey.protocol.identity.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces this node's shares: at once when something changed, and again before it is forgotten.
 *
 * <p>Tells of each share once the directory knows that we have it. Whoever looks only then misses
 * nobody: of two nodes that announce at the same moment, the second finds the first.
 */
final class Announcer implements Announcing, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final Directory directory;
  private final Supplier<NodeRecord> self;
  private final Supplier<List<ShareRecord>> shares;
  private final Consumer<ShareId> known;
  private final Semaphore changed = new Semaphore(1);
  private final Thread thread;
  private final Set<ShareId> said = ConcurrentHashMap.newKeySet();
  private List<ShareRecord> toldTracker = List.of(); // guarded by this
  private volatile boolean answers;
  private volatile boolean closed;

  Announcer(
      Directory directory,
      Supplier<NodeRecord> self,
      Supplier<List<ShareRecord>> shares,
      Consumer<ShareId> known) {
    this.directory = directory;
    this.self = self;
    this.shares = shares;
    this.known = known;
    thread = Thread.ofVirtual().name("covey-announce").start(this::run);
  }

  @Override
  public void wake() {
    if (changed.availablePermits() == 0) {
      changed.release();
    }
  }

  /** Another directory is in use: it is told of everything. */
  void restart() {
    said.clear();
    wake();
  }

  @Override
  public void leftTracker() {
    synchronized (this) {
      toldTracker = List.of();
    }
    wake();
  }

  @Override
  public synchronized void returning(Directory tracker) throws DirectoryException {
    List<ShareRecord> now = shares.get();
    if (now.equals(toldTracker)) {
      return;
    }
    NodeRecord node = self.get();
    tracker.announce(node, now);
    Set<ShareId> kept = ids(now);
    List<ShareId> gone = ids(toldTracker).stream().filter(id -> !kept.contains(id)).toList();
    if (!gone.isEmpty()) {
      tracker.withdraw(node.id(), gone);
    }
    toldTracker = now;
  }

  private static Set<ShareId> ids(List<ShareRecord> records) {
    return records.stream().map(ShareRecord::id).collect(Collectors.toSet());
  }

  /** Whether the directory took the last announcement. */
  boolean answers() {
    return answers;
  }

  private void run() {
    Duration pause = Duration.ZERO;
    while (!closed) {
      try {
        if (changed.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          changed.drainPermits();
        }
        pause = announce();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private Duration announce() {
    try {
      List<ShareRecord> records = shares.get();
      DirectoryAnswer.Announced announced = directory.announce(self.get(), records);
      answers = true;
      List<ShareId> ids = records.stream().map(ShareRecord::id).toList();
      said.retainAll(Set.copyOf(ids));
      ids.stream().filter(said::add).forEach(known);
      return jittered(announced.interval());
    } catch (DirectoryException e) {
      if (answers) {
        LOG.info("not announced: {}", e.getMessage());
      }
      answers = false;
      said.clear(); // the directory may have lost us, and others we did not hear of meanwhile
      return AFTER_FAILURE;
    }
  }

  /** A little sooner, so that nodes that once had to announce together do not do so for ever. */
  private static Duration jittered(Duration interval) {
    long nanos = interval.toNanos();
    return Duration.ofNanos(nanos - ThreadLocalRandom.current().nextLong(nanos / 5 + 1));
  }

  /** No longer announces a share. */
  void withdraw(LocalShare share) {
    said.remove(share.id());
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                directory.withdraw(self.get().id(), List.of(share.id()));
              } catch (DirectoryException e) {
                LOG.debug("not withdrawn, will expire: {}", e.getMessage());
              }
            });
  }

  /** Withdraws everything, within a second. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    if (!answers) {
      return;
    }
    NodeId id = self.get().id();
    Thread last =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    directory.withdraw(id, List.of());
                  } catch (DirectoryException e) {
                    LOG.debug("not withdrawn, will expire: {}", e.getMessage());
                  }
                });
    try {
      last.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
