package covey.tests.crowd;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Lookups all the time: a node at random, of the share of another. One that fails is tried again
 * until it is right; the longest that took is what counts. Dead nodes neither ask nor are asked
 * for.
 */
final class Probes implements AutoCloseable {
  private static final int AT_ONCE = 32;
  private static final Duration BETWEEN = Duration.ofMillis(40);
  private static final Duration AGAIN_AFTER = Duration.ofMillis(20);

  private final List<CrowdNode> nodes;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final LongAdder lookups = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final AtomicLong longestNanos = new AtomicLong();
  private final List<Thread> threads;

  Probes(List<CrowdNode> nodes) {
    this.nodes = List.copyOf(nodes);
    threads =
        IntStream.range(0, AT_ONCE)
            .mapToObj(i -> Thread.ofVirtual().name("probe-" + i).start(this::run))
            .toList();
  }

  /** What was seen. {@code failed} counts those that were not right at once. */
  record Seen(long lookups, long failed, Duration longest) {
    @Override
    public String toString() {
      return "%d lookups, %d not right at once, right after %.2f s at most"
          .formatted(lookups, failed, longest.toMillis() / 1e3);
    }
  }

  /** Ends them, and says what was seen. */
  Seen end() {
    close();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return new Seen(lookups.sum(), failed.sum(), Duration.ofNanos(longestNanos.get()));
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

  private void probe(CrowdNode asking, CrowdNode wanted) throws InterruptedException {
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
      boolean over = closed.await(AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS);
      if (over && System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(20)) {
        longestNanos.accumulateAndGet(System.nanoTime() - begun, Math::max);
        return;
      }
    }
  }
}
