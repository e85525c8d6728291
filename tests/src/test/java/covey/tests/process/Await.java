package covey.tests.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for conditions. A wait that fails reports what its condition saw last; see {@link #saw}.
 */
public final class Await {
  /**
   * How long a wait lasts before the test fails. A condition that will hold does so much earlier,
   * also on a machine that is slow and busy.
   */
  public static final Duration PATIENCE = Duration.ofSeconds(240);

  private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

  /** The longest poll interval: looks at a long wait often enough, without much processor time. */
  private static final long MAX_POLL_NANOS =
      Measured.isBenchmark() ? POLL_NANOS : Duration.ofMillis(100).toNanos();

  private static final int MAX_SEEN = 4_000;

  private static final ThreadLocal<String> SEEN = ThreadLocal.withInitial(() -> "nothing");

  private Await() {}

  /**
   * A condition to wait for. An exception counts as "not yet"; the last one becomes the cause of
   * the failure if time runs out. An error ends the wait.
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

  /**
   * Waits for something that {@code process} brings about; fails at once if the process has ended
   * and the condition does not hold.
   */
  public static void until(
      String what, Duration within, CommandProcess process, Condition condition) {
    until(
        what,
        within,
        () -> {
          boolean running = process.alive();
          if (condition.holds()) {
            return true;
          }
          if (!running) {
            throw new AssertionError("will never be: " + what + "\n" + process.ending());
          }
          return false;
        });
  }

  /** Returns as soon as {@code condition} holds; fails if {@code within} passes first. */
  public static void until(String what, Duration within, Condition condition) {
    long startNanos = System.nanoTime();
    SEEN.remove();
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
      long waitedNanos = System.nanoTime() - startNanos;
      if (waitedNanos > within.toNanos()) {
        throw new AssertionError(
            "not within " + within + ": " + what + "; last seen: " + SEEN.get(), last);
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError(
            "interrupted while waiting: " + what + "; last seen: " + SEEN.get(), last);
      }
      LockSupport.parkNanos(Math.clamp(waitedNanos / 20, POLL_NANOS, MAX_POLL_NANOS));
    }
  }

  /** Records a state that a condition looked at, for the report of a wait on this thread. */
  public static void saw(String state) {
    SEEN.set(state.length() <= MAX_SEEN ? state : state.substring(0, MAX_SEEN) + "...");
  }
}
