package covey.tests.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import covey.tests.process.TestMachine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Measures a swarm on this machine. Not part of the tests.
 *
 * <p>System properties and their defaults: {@code swarm.nodes} 8, {@code swarm.mib} 32, {@code
 * swarm.up} 20 (Mbit/s; several by commas are taken in turn), {@code swarm.seedUp} the first of
 * them, {@code swarm.down} 0 (no limit), {@code swarm.runs} 3, {@code swarm.failures} none: as in
 * {@link PlannedKill#parse}, by commas.
 */
class SwarmBenchmark {
  private static final double BYTES_OF_MBIT = 125_000;

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void run() throws IOException {
    SwarmPlan plan = plan();
    int count = Integer.getInteger("swarm.runs", 3);
    System.out.println(plan);
    System.out.println("        " + SwarmRun.HEADER);
    List<SwarmRun> runs = new ArrayList<>();
    SwarmProcesses swarm = SwarmProcesses.start(machine, "swarm0", plan);
    for (int number = 1; number <= count; number++) {
      if (!swarm.isWhole()) {
        swarm.end();
        swarm = SwarmProcesses.start(machine, "swarm" + number, plan);
      }
      SwarmRun run = FlashCrowd.run(swarm, plan, number);
      System.out.printf("%6d  %s%n", number, run);
      runs.add(run);
    }
    System.out.println("median  " + SwarmRun.median(runs));
    assertThat(runs).allMatch(SwarmRun::isComplete);
  }

  private static SwarmPlan plan() {
    String up = System.getProperty("swarm.up", "20");
    List<Long> ups = Arrays.stream(up.split(",")).map(SwarmBenchmark::bytes).toList();
    String seedUp = System.getProperty("swarm.seedUp");
    return new SwarmPlan(
        Integer.getInteger("swarm.nodes", 8),
        (long) (Double.parseDouble(System.getProperty("swarm.mib", "32")) * (1 << 20)),
        seedUp == null ? ups.getFirst() : bytes(seedUp),
        ups,
        bytes(System.getProperty("swarm.down", "0")),
        PlannedKill.parseAll(System.getProperty("swarm.failures", "")));
  }

  private static long bytes(String mbit) {
    return (long) (Double.parseDouble(mbit) * BYTES_OF_MBIT);
  }
}
