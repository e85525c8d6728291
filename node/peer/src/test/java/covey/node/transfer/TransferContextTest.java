package covey.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What happens when a timed task fails. */
class TransferContextTest {
  private static final Duration OFTEN = Duration.ofMillis(1);

  @Test
  void exceptionDoesNotEndTheTask() throws InterruptedException {
    CountDownLatch runs = new CountDownLatch(3);
    try (TransferContext context = new TransferContext(0, 0)) {
      context.every(
          OFTEN,
          () -> {
            runs.countDown();
            throw new IllegalStateException("a bug, for this test");
          });
      assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void errorIsNotKeptByTheExecutor() {
    CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((_, problem) -> uncaught.complete(problem));
    try (TransferContext context = new TransferContext(0, 0)) {
      context.every(
          OFTEN,
          () -> {
            throw new StackOverflowError();
          });
      assertThat(uncaught.orTimeout(10, TimeUnit.SECONDS).join())
          .isInstanceOf(StackOverflowError.class);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }
}
