package covey.tests.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions. */
public final class Await {
  /**
   * How long a wait lasts before the test fails. A condition that will hold does so much earlier,
   * also on a machine that is slow and busy.
   */
  public static final Duration PATIENCE = Duration.ofSeconds(240);

  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  private Await() {}

  /**
   * A condition to wait for. An exception counts as "not yet"; the last one becomes the cause of
   * the failure if time runs out.
   */
  @FunctionalInterface
  public interface Condition {
    /** Returns whether it holds now. */
    boolean holds() throws Exception;
  }

  /** Returns as soon as {@code condition} holds; fails after {@link #PATIENCE}. */
  public static void until(String what, Condition condition) {
    until(what, PATIENCE, condition);
  }

  /** Returns as soon as {@code condition} holds; fails if {@code within} passes first. */
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
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
  }
}
