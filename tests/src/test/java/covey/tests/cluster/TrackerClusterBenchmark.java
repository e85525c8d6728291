package covey.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import covey.tests.process.TestMachine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Kills three trackers one after the other and starts each at another address. Run manually, by
 * class name; not part of the test suite.
 *
 * <p>System properties and defaults: {@code trackers.nodes} 200; {@code trackers.shares} 10, per
 * node; {@code trackers.seconds} 120; {@code trackers.killSeconds} 10, between kills; {@code
 * trackers.lookers} 16, each doing about 40 lookups per second.
 */
class TrackerClusterBenchmark {
  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void run() {
    int count = Integer.getInteger("trackers.nodes", 200);
    int shares = Integer.getInteger("trackers.shares", 10);
    Duration time = Duration.ofSeconds(Integer.getInteger("trackers.seconds", 120));
    Duration between = Duration.ofSeconds(Integer.getInteger("trackers.killSeconds", 10));
    Wandering trackers = Wandering.start(machine, 3);
    try (NodeCrowd crowd =
            NodeCrowd.start(machine, Mode.TRACKER, trackers.addresses(), count, shares);
        Lookers lookers =
            Lookers.start(
                crowd, trackers.addresses(), Integer.getInteger("trackers.lookers", 16))) {
      long begun = System.nanoTime();
      for (int kill = 1; between.multipliedBy(kill).compareTo(time) < 0; kill++) {
        Clusters.awaitTime(begun, between.multipliedBy(kill));
        trackers.killOneAndStartItElsewhere();
        System.out.printf("%4d s  kill %d: %s%n", seconds(begun), kill, lookers);
      }
      Clusters.awaitTime(begun, time);
      lookers.stop();
      int lost = 0;
      for (HostAndPort tracker : trackers.addresses()) {
        lost += Lookers.lost(crowd, tracker);
      }
      System.out.printf(
          "%d nodes with %d shares, %d s: %s; %d records lost%n",
          count, shares, time.toSeconds(), lookers, lost);
      assertThat(lookers.failed()).isZero();
      assertThat(lost).isZero();
    }
  }

  private static long seconds(long sinceNanos) {
    return Duration.ofNanos(System.nanoTime() - sinceNanos).toSeconds();
  }
}
