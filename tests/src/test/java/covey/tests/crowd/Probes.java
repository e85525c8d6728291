package covey.tests.crowd;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Continuous lookups: a random node looks up the share of another. A failed lookup is retried until
 * the answer is right; the slowest one counts. Dead nodes are neither used nor looked up.
 */
final class Probes implements AutoCloseable {
  private static final int AT_ONCE = 8;
  private static final Duration BETWEEN = Duration.ofMillis(40);
  private static final Duration AGAIN_AFTER = Duration.ofMillis(20);

  /** A lookup without the right answer by then counts as wrong, however slow the machine is. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final List<CrowdNode> nodes;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final LongAdder lookups = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder wrong = new LongAdder();
  private final AtomicLong longestNanos = new AtomicLong();
  private final List<Thread> threads;

  Probes(List<CrowdNode> nodes) {
    this.nodes = List.copyOf(nodes);
    threads =
        IntStream.range(0, AT_ONCE)
            .mapToObj(i -> Thread.ofVirtual().name("probe-" + i).start(this::run))
            .toList();
  }

  /**
   * The result. {@code failed} counts lookups that were not right at once, {@code wrong} those that
   * never were.
   */
  record Seen(long lookups, long failed, long wrong, Duration longest) {
    @Override
    public String toString() {
      return "%d lookups, %d not right at once, %d never, right after %.2f s at most"
          .formatted(lookups, failed, wrong, longest.toMillis() / 1e3);
    }
  }

  /** Stops the lookups and returns the result. */
  Seen end() {
    close();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return new Seen(lookups.sum(), failed.sum(), wrong.sum(), Duration.ofNanos(longestNanos.get()));
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    try {
      while (!closed.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS)) {
        probe(any(), any());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private CrowdNode any() {
    return nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
  }

  private void probe(CrowdNode asking, CrowdNode wanted) {
    if (asking == wanted) {
      return;
    }
    long begun = System.nanoTime();
    boolean first = true;
    while (asking.isAlive() && wanted.isAlive()) {
      if (asking.finds(wanted)) {
        lookups.increment();
        longestNanos.accumulateAndGet(System.nanoTime() - begun, Math::max);
        return;
      }
      if (first && asking.isAlive() && wanted.isAlive()) {
        failed.increment();
      }
      first = false;
      LockSupport.parkNanos(AGAIN_AFTER.toNanos());
      if (closed.getCount() == 0 && System.nanoTime() - begun > PATIENCE.toNanos()) {
        wrong.increment();
        return;
      }
    }
  }
}
