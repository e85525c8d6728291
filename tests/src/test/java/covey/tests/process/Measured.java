package covey.tests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;

/**
 * Figures that depend on the machine's speed. A benchmark run ({@code -Dbenchmark=CLASS}) prints
 * them and holds them against their targets; every other run ignores them.
 */
public final class Measured {
  private static final boolean BENCHMARK = System.getProperty("benchmark") != null;

  private Measured() {}

  /** Returns whether this is a benchmark run. */
  public static boolean isBenchmark() {
    return BENCHMARK;
  }

  /** Checks in a benchmark that {@code measured} is less than {@code target}. */
  public static void lessThan(String what, Duration measured, Duration target) {
    between(what + ", seconds", seconds(measured), 0, seconds(target));
  }

  /** Checks in a benchmark that {@code measured} is from {@code least} to {@code most}. */
  public static void between(String what, double measured, double least, double most) {
    print(
        String.format(Locale.ROOT, "%s: %.3f (target %.3f to %.3f)", what, measured, least, most));
    if (BENCHMARK) {
      assertThat(measured).as(what).isBetween(least, most);
    }
  }

  /** Returns {@code target} in a benchmark, else a time that a slow and busy machine keeps. */
  public static Duration patience(Duration target) {
    return BENCHMARK ? target : Await.PATIENCE;
  }

  /** Prints a line in a benchmark. */
  public static void print(String line) {
    if (BENCHMARK) {
      System.out.println(line);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
