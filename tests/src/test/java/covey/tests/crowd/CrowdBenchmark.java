package covey.tests.crowd;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Measures a large p2p deployment. Run manually, by class name; not part of the test suite.
 *
 * <p>System properties and defaults: {@code crowd.members} 16; {@code crowd.attached} 1,000; {@code
 * crowd.lost} 5, the number of members killed at once.
 */
class CrowdBenchmark {
  /**
   * The pause between failures; longer than the time for which members count a change as recent.
   */
  private static final Duration BETWEEN = Duration.ofSeconds(6);

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void run() throws IOException {
    int members = Integer.getInteger("crowd.members", 16);
    int attached = Integer.getInteger("crowd.attached", 1_000);
    int lost = Integer.getInteger("crowd.lost", 5);
    try (CrowdDrill drill = new CrowdDrill(members)) {
      say("%d members after %.1f s", members, drill.members().toMillis() / 1e3);
      long heap = heapBytes();
      long descriptors = descriptors();
      CrowdDrill.Start start = drill.start(attached);
      say(
          "%d attached, started at once: all in after %.1f s, spread after %.1f s, max %d members",
          attached,
          start.placed().toMillis() / 1e3,
          start.spread().toMillis() / 1e3,
          drill.crowd().mostSeen());
      say(
          "each attached node, both ends: %.0f KB heap, %.1f descriptors",
          (heapBytes() - heap) / 1e3 / attached, (descriptors() - descriptors) / (double) attached);
      CrowdDrill.Steady quiet = drill.steady(Duration.ofSeconds(30), false);
      say(
          "quiet: %.0f requests/s, %.0f KB/s with answers; %.2f requests/s and %.0f B/s each;"
              + " busiest member %.2f of the mean",
          quiet.requestsPerSecond(),
          quiet.bytesPerSecond() / 1e3,
          quiet.requestsPerSecond() / attached,
          quiet.bytesPerSecond() / attached,
          drill.imbalance());
      say("nothing happens: %s", drill.steady(Duration.ofSeconds(5), true).seen());
      drill.awaitFollowers(members + attached);
      say("killed: %s", drill.kill(1));
      drill.steady(BETWEEN, false);
      say("frozen: %s", drill.freeze());
      drill.steady(BETWEEN, false);
      say("killed: %s", drill.kill(lost));
      say("busiest member %.2f of the mean", drill.imbalance());
    }
  }

  private static void say(String format, Object... values) {
    System.out.printf(format + "%n", values);
  }

  static long heapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
