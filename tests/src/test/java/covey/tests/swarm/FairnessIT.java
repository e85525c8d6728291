package covey.tests.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import covey.tests.process.CoveyNode;
import covey.tests.process.Measured;
import covey.tests.process.TestMachine;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Shares side by side on slow uplinks of real nodes; {@link FairnessBenchmark} measures them. */
class FairnessIT {
  private static final int NODES = 4;
  private static final long UP_BYTES_PER_SECOND = 1_250_000;
  private static final long SMALL_BYTES = 2 << 20;
  private static final long HUGE_BYTES = 64 * SMALL_BYTES;

  /** Far from even, so that a busy machine does not matter. */
  private static final double MOST_UNEVEN = 3;

  @RegisterExtension static final TestMachine machine = new TestMachine();

  private static SwarmProcesses swarm;
  private static long number = 1;

  @BeforeAll
  static void start() throws IOException {
    SwarmPlan plan = SwarmPlan.equal(NODES, 1, UP_BYTES_PER_SECOND);
    swarm = SwarmProcesses.start(machine, "fair", plan);
  }

  @Test
  void twoSharesGetTheSameOfAnUplinkHoweverManyNodesWantThem() throws IOException {
    List<CoveyNode> nodes = swarm.nodes();
    double sameNodes = seedSentRatio(nodes, nodes);
    double oneAndMany = seedSentRatio(nodes.subList(0, 1), nodes.subList(1, NODES));
    assertThat(sameNodes).isBetween(1 / MOST_UNEVEN, MOST_UNEVEN);
    assertThat(oneAndMany).isBetween(1 / MOST_UNEVEN, MOST_UNEVEN);
    Measured.between("seed's bytes of two shares of the same nodes", sameNodes, 0.6, 1.7);
    Measured.between("seed's bytes of a share of 1 node and one of 3", oneAndMany, 0.6, 1.7);
  }

  private static double seedSentRatio(List<CoveyNode> ofFirst, List<CoveyNode> ofSecond)
      throws IOException {
    Contest first = Contest.share(swarm, number++, 4 << 20);
    Contest second = Contest.share(swarm, number++, 4 << 20);
    first.ask(ofFirst);
    second.ask(ofSecond);
    Contest.awaitSent(4 << 20, first, second);
    double ratio = (double) first.sentBytes() / second.sentBytes();
    first.forget();
    second.forget();
    return ratio;
  }

  @Test
  void aSmallShareBesideAHugeOneIsDoneLongBeforeIt() throws IOException {
    double alone = smallSeconds();
    Contest huge = Contest.share(swarm, number++, HUGE_BYTES);
    huge.ask(swarm.nodes());
    Contest.awaitSent(SMALL_BYTES, huge);
    long before = huge.sentBytes();
    double beside = smallSeconds();
    long meanwhile = huge.sentBytes() - before;
    huge.forget();

    assertThat(meanwhile)
        .as("bytes of the huge share that left while the small one got its copies to all nodes")
        .isLessThan(HUGE_BYTES / 4);
    Measured.between("small share beside a huge one, over its time alone", beside / alone, 0, 2);
  }

  private static double smallSeconds() throws IOException {
    Contest small = Contest.share(swarm, number++, SMALL_BYTES);
    small.ask(swarm.nodes());
    double seconds = small.awaitSeconds();
    small.forget();
    return seconds;
  }
}
