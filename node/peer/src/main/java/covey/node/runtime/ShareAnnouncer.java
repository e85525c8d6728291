package covey.node.runtime;

import covey.protocol.content.ShareId;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.ShareRecord;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces this node's shares: at once when something changed, and again before the directory
 * forgets them.
 *
 * <p>Reports each share once the directory knows that this node has it. A node that looks for peers
 * only then misses nobody: of two nodes that announce at the same moment, the second finds the
 * first.
 */
final class ShareAnnouncer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShareAnnouncer.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration LAST_WORD = Duration.ofSeconds(1);

  private final Directory directory;
  private final PendingAnnouncement pending;
  private final Consumer<ShareId> known;
  private final Thread thread;
  private final Set<ShareId> said = ConcurrentHashMap.newKeySet();
  private volatile boolean answers;
  private volatile boolean closed;

  /** Announces once {@link #start} is called; {@code known} is called for each share announced. */
  ShareAnnouncer(Directory directory, PendingAnnouncement pending, Consumer<ShareId> known) {
    this.directory = directory;
    this.pending = pending;
    this.known = known;
    thread = Thread.ofVirtual().name("covey-announce").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Announces everything anew, as another directory is in use. */
  void restart() {
    said.clear();
    pending.wake();
  }

  /** Returns whether the directory took the last announcement. */
  boolean answers() {
    return answers;
  }

  private void run() {
    Duration pause = Duration.ZERO;
    while (!closed) {
      try {
        pending.await(pause);
        pause = announce();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private Duration announce() {
    try {
      List<ShareRecord> records = pending.shares();
      DirectoryAnswer.Announced announced = directory.announce(pending.self(), records);
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
      said.clear(); // the directory may have lost us, and peers we did not hear of meanwhile
      return AFTER_FAILURE;
    }
  }

  /** A little sooner, so that nodes that once announced together drift apart. */
  private static Duration jittered(Duration interval) {
    long nanos = interval.toNanos();
    return Duration.ofNanos(nanos - ThreadLocalRandom.current().nextLong(nanos / 5 + 1));
  }

  /** Withdraws a share; returns at once. */
  void withdraw(ShareId share) {
    said.remove(share);
    withdraw(List.of(share));
  }

  private Thread withdraw(List<ShareId> shares) {
    return Thread.ofVirtual()
        .name("covey-withdraw")
        .start(
            () -> {
              try {
                directory.withdraw(pending.self().id(), shares);
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
    Thread last = withdraw(List.of());
    try {
      last.join(LAST_WORD);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
