package covey.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  @Test
  void noLimitDoesNotWaitAndMovesAllAtOnce() {
    RateLimit limit = new RateLimit(0);
    limit.acquire(Integer.MAX_VALUE);
    assertThat(limit.chunkBytes(1 << 20)).isEqualTo(1 << 20);
  }

  @Test
  void chunksAreSmallAtALimitAndNeverMoreThanWanted() {
    RateLimit limit = new RateLimit(2_500_000);
    assertThat(limit.chunkBytes(1 << 20)).isLessThanOrEqualTo(32 << 10).isPositive();
    assertThat(limit.chunkBytes(100)).isEqualTo(100);
  }

  @Test
  void moreBytesThanTheRateAllowsTakeAsLongAsTheyMust() {
    RateLimit limit = new RateLimit(10_000_000);
    long start = System.nanoTime();
    for (int moved = 0; moved < 4_000_000; moved += 50_000) {
      limit.acquire(50_000);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(seconds).isGreaterThan(0.36);
  }

  @Test
  void twoSendersWithOneLimitGetEqualParts() throws InterruptedException {
    RateLimit limit = new RateLimit(20_000_000);
    AtomicLong first = new AtomicLong();
    AtomicLong second = new AtomicLong();
    CountDownLatch enough = new CountDownLatch(2);
    for (AtomicLong mine : new AtomicLong[] {first, second}) {
      Thread.ofVirtual()
          .start(
              () -> {
                while (first.get() + second.get() < 6_000_000) {
                  limit.acquire(20_000);
                  mine.addAndGet(20_000);
                }
                enough.countDown();
              });
    }
    assertThat(enough.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat((double) first.get() / second.get()).isBetween(0.8, 1.25);
  }

  @Test
  void waiterNoticesThatTheLimitWasLifted() throws InterruptedException {
    RateLimit limit = new RateLimit(1);
    limit.acquire(1_000_000);
    Thread waiter = Thread.ofVirtual().start(() -> limit.acquire(1_000_000));
    limit.set(0);
    assertThat(waiter.join(java.time.Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void aNegativeLimitIsRefused() {
    assertThatThrownBy(() -> new RateLimit(-1)).hasMessageContaining("negative");
  }
}
