package covey.tests.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import covey.tests.process.CoveyNode;
import covey.tests.process.Machine;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Shares beside each other on slow uplinks of real nodes. {@link FairnessBenchmark} has the
 * figures; what is held here is far enough from them that a busy machine does not matter.
 */
@Tag("slow")
class FairnessTest {
  private static final int NODES = 4;
  private static final long UP_BYTES_PER_SECOND = 1_250_000;
  private static final long SMALL_BYTES = 2 << 20;
  private static final int ATTEMPTS = 3;

  @RegisterExtension final Machine machine = new Machine();

  private long number = 1;

  @Test
  void twoSharesGetTheSameOfAnUplinkHoweverManyNodesWantThem() throws IOException {
    Swarm swarm = start();
    List<CoveyNode> nodes = swarm.nodes();
    double sameNodes = seedSentRatio(swarm, nodes, nodes);
    double oneAndMany = seedSentRatio(swarm, nodes.subList(0, 1), nodes.subList(1, NODES));
    System.out.printf(
        Locale.ROOT,
        "the seed sent of two shares of the same nodes %.2f : 1, of one for 1 node beside one for %d"
            + " %.2f : 1%n",
        sameNodes,
        NODES - 1,
        oneAndMany);

    assertThat(sameNodes).isBetween(0.6, 1.7);
    assertThat(oneAndMany).isBetween(0.6, 1.7);
  }

  private double seedSentRatio(Swarm swarm, List<CoveyNode> ofFirst, List<CoveyNode> ofSecond)
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

  /** The best of three attempts: a machine that stands still for a second is not the swarm's. */
  @Test
  void aSmallShareBesideAHugeOneTakesLessThanTwiceItsTimeAlone() throws IOException {
    Swarm swarm = start();
    double alone = smallSeconds(swarm);
    Contest huge = Contest.share(swarm, number++, 64 * SMALL_BYTES);
    huge.ask(swarm.nodes());
    Contest.awaitSent(SMALL_BYTES, huge);
    double beside = smallSeconds(swarm);
    for (int attempt = 1; attempt < ATTEMPTS && beside >= 2 * alone; attempt++) {
      beside = Math.min(beside, smallSeconds(swarm));
    }
    System.out.printf(
        Locale.ROOT,
        "a small share alone %.2f s, beside a huge one %.2f s: %.2f times%n",
        alone,
        beside,
        beside / alone);

    assertThat(beside / alone).isLessThan(2);
  }

  private double smallSeconds(Swarm swarm) throws IOException {
    Contest small = Contest.share(swarm, number++, SMALL_BYTES);
    small.ask(swarm.nodes());
    double seconds = small.awaitSeconds();
    small.forget();
    return seconds;
  }

  private Swarm start() throws IOException {
    return Swarm.start(machine, "fair", SwarmPlan.equal(NODES, 1, UP_BYTES_PER_SECOND));
  }
}
