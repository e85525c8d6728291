package covey.tests.swarm;

import covey.tests.process.CoveyNode;
import covey.tests.process.TestMachine;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Measures how shares on the same nodes affect each other. Not part of the tests.
 *
 * <p>System properties and their defaults: {@code fair.nodes} 4, {@code fair.up} 20 (Mbit/s of
 * every node), {@code fair.mib} 16 and {@code fair.hugeMib} 256 and {@code fair.smallMib} 2 (the
 * shares' sizes), {@code fair.runs} 3.
 */
class FairnessBenchmark {
  private static final double BYTES_OF_MBIT = 125_000;

  @RegisterExtension final TestMachine machine = new TestMachine();

  private final int nodeCount = Integer.getInteger("fair.nodes", 4);
  private long number = 1;

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void run() throws IOException {
    long up = (long) (Double.parseDouble(System.getProperty("fair.up", "20")) * BYTES_OF_MBIT);
    SwarmProcesses swarm =
        SwarmProcesses.start(machine, "swarm", SwarmPlan.equal(nodeCount, 1, up));
    List<CoveyNode> all = swarm.nodes();
    for (int run = 0; run < Integer.getInteger("fair.runs", 3); run++) {
      even(swarm, "same nodes", all, all);
      even(swarm, "one and many", all.subList(0, 1), all.subList(1, nodeCount));
      small(swarm, "to all", all);
      small(swarm, "to one", all.subList(0, 1));
    }
  }

  private void even(
      SwarmProcesses swarm, String what, List<CoveyNode> ofFirst, List<CoveyNode> ofSecond)
      throws IOException {
    long bytes = mib("fair.mib", 16);
    Contest first = Contest.share(swarm, number++, bytes);
    Contest second = Contest.share(swarm, number++, bytes);
    first.ask(ofFirst);
    second.ask(ofSecond);
    Contest.awaitSent(bytes / 2, first, second);
    long early = first.sentBytes();
    long earlyOther = second.sentBytes();
    Contest.awaitSent(bytes, first, second);
    long late = first.sentBytes();
    long lateOther = second.sentBytes();
    double firstSeconds = first.awaitSeconds();
    double secondSeconds = second.awaitSeconds();
    System.out.printf(
        Locale.ROOT,
        "%-14s seed sent %.2f : 1 at half, %.2f : 1 at one copy; done (either way) %.2f s, %.2f"
            + " s%n",
        what,
        (double) early / earlyOther,
        (double) late / lateOther,
        firstSeconds,
        secondSeconds);
    first.forget();
    second.forget();
  }

  private void small(SwarmProcesses swarm, String what, List<CoveyNode> askers) throws IOException {
    double alone = seconds(swarm, askers);
    Contest huge = Contest.share(swarm, number++, mib("fair.hugeMib", 256));
    huge.ask(swarm.nodes());
    Contest.awaitSent(mib("fair.mib", 16) / 4, huge);
    long before = huge.sentBytes();
    double beside = seconds(swarm, askers);
    System.out.printf(
        Locale.ROOT,
        "%-14s small alone %.2f s, beside a huge one %.2f s: %.2f times; the huge one sent %d"
            + " KiB%n",
        what,
        alone,
        beside,
        beside / alone,
        (huge.sentBytes() - before) >> 10);
    huge.forget();
  }

  private double seconds(SwarmProcesses swarm, List<CoveyNode> askers) throws IOException {
    Contest small = Contest.share(swarm, number++, mib("fair.smallMib", 2));
    small.ask(askers);
    double seconds = small.awaitSeconds();
    small.forget();
    return seconds;
  }

  private static long mib(String property, int otherwise) {
    return (long) Integer.getInteger(property, otherwise) << 20;
  }
}
