package covey.tracker.cluster;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sends due announcements to owners, on its own thread: at once after a view change, half a second
 * after a failure, and the member's own shares again at every interval.
 */
final class AnnouncementSender implements AutoCloseable {
  private static final long RETRY_MILLIS = 500;
  // The largest number of unanswered messages.
  private static final int WINDOW = 64;

  /** Asks one member. */
  interface Asking {
    CompletableFuture<DirectoryAnswer> ask(Member member, DirectoryVerb verb);
  }

  private final Announcements announcements;
  private final Supplier<OwnerSelection> placement;
  private final Asking asking;
  private final Duration interval;
  private final Semaphore wakeups = new Semaphore(0);
  private volatile boolean closed;

  AnnouncementSender(
      Announcements announcements,
      Supplier<OwnerSelection> placement,
      Asking asking,
      Duration interval) {
    this.announcements = announcements;
    this.placement = placement;
    this.asking = asking;
    this.interval = interval;
  }

  void start() {
    Thread.ofVirtual().name("cluster-announce").start(this::run);
  }

  /** Checks for due announcements now. */
  void wake() {
    wakeups.release();
  }

  /** Sends the batches and waits for the answers; returns true if all were acknowledged. */
  boolean send(List<Announcements.Batch> batches) {
    boolean all = true;
    for (int i = 0; i < batches.size(); i += WINDOW) {
      all &= sendTogether(batches.subList(i, Math.min(batches.size(), i + WINDOW)));
    }
    return all;
  }

  @Override
  public void close() {
    closed = true;
    wake();
  }

  private boolean sendTogether(List<Announcements.Batch> batches) {
    List<CompletableFuture<Boolean>> answers = new ArrayList<>();
    for (Announcements.Batch batch : batches) {
      DirectoryVerb announce = new DirectoryVerb.Announce(batch.node(), batch.records());
      answers.add(
          asking
              .ask(batch.to(), announce)
              .handle((answer, failure) -> answer instanceof DirectoryAnswer.Announced)
              .thenApply(
                  acknowledged -> {
                    if (acknowledged) {
                      announcements.acknowledged(batch);
                    }
                    return acknowledged;
                  }));
    }
    boolean all = true;
    for (CompletableFuture<Boolean> answer : answers) {
      all &= answer.join();
    }
    return all;
  }

  private void run() {
    long refreshNanos = System.nanoTime() + interval.toNanos();
    boolean retry = false;
    try {
      while (!closed) {
        long untilRefresh =
            Math.max(1, TimeUnit.NANOSECONDS.toMillis(refreshNanos - System.nanoTime()));
        boolean woken =
            wakeups.tryAcquire(
                retry ? Math.min(RETRY_MILLIS, untilRefresh) : untilRefresh, TimeUnit.MILLISECONDS);
        if (woken) {
          wakeups.drainPermits();
        }
        if (System.nanoTime() >= refreshNanos) {
          announcements.refresh();
          refreshNanos = System.nanoTime() + interval.toNanos();
        }
        retry = !closed && !send(announcements.due(placement.get()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
