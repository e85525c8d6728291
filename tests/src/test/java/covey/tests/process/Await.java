package covey.tests.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions, never for time. */
public final class Await {
  /** Between two looks: short beside anything waited for, long beside a look. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private Await() {}

  /**
   * Something that will hold; an exception counts as not yet, and is the cause if time runs out.
   */
  @FunctionalInterface
  public interface Condition {
    /** Whether it holds now. */
    boolean holds() throws Exception;
  }

  /** Returns as soon as {@code condition} holds; fails with {@code what} if it does not in time. */
  public static void until(String what, Duration within, Condition condition) {
    long deadlineNanos = System.nanoTime() + within.toNanos();
    Exception last = null;
    while (true) {
      try {
        if (condition.holds()) {
          return;
        }
        last = null;
      } catch (Exception e) {
        last = e;
      }
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new AssertionError("not within " + within + ": " + what, last);
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("interrupted while waiting: " + what, last);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }
}
