package covey.node.runtime;

import covey.protocol.content.ShareId;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.ShareRecord;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What this node would announce now, and the signal that it should do so; {@link ShareAnnouncer}
 * does it. Needs no directory, so that a directory can be made with it. Thread-safe.
 */
final class PendingAnnouncement implements AnnouncementTrigger {
  private final NodeRecord self;
  private final Supplier<List<ShareRecord>> shares;
  private final Semaphore changed = new Semaphore(1);
  private List<ShareRecord> toldTracker = List.of(); // guarded by this

  PendingAnnouncement(NodeRecord self, Supplier<List<ShareRecord>> shares) {
    this.self = self;
    this.shares = shares;
  }

  NodeRecord self() {
    return self;
  }

  List<ShareRecord> shares() {
    return shares.get();
  }

  @Override
  public void wake() {
    if (changed.availablePermits() == 0) {
      changed.release();
    }
  }

  /** Waits for {@link #wake}, at most this long. */
  void await(Duration atMost) throws InterruptedException {
    if (changed.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      changed.drainPermits();
    }
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
    tracker.announce(self, now);
    Set<ShareId> kept = ids(now);
    List<ShareId> gone = ids(toldTracker).stream().filter(id -> !kept.contains(id)).toList();
    if (!gone.isEmpty()) {
      tracker.withdraw(self.id(), gone);
    }
    toldTracker = now;
  }

  private static Set<ShareId> ids(List<ShareRecord> records) {
    return records.stream().map(ShareRecord::id).collect(Collectors.toSet());
  }
}
