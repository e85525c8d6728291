package covey.node.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import covey.node.simulate.NodeProfile.Behaviour;
import covey.protocol.content.PieceGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How near its bound a swarm stays in each case. {@code -Dbenchmark=CasesTest} runs larger swarms
 * and more seeds, and prints what each run reached.
 */
class CasesTest {
  private static final boolean BENCHMARK = System.getProperty("benchmark") != null;
  private static final double UP = 2_500_000;
  private static final long SECOND = 1_000_000_000;
  private static final long SIZE = 32 << 20;
  private static final int PIECE = 64 << 10;

  private static Scenario equal(int peers) {
    return Scenario.equal(peers, SIZE, PIECE, UP);
  }

  /** One seed of {@code UP} and eight peers that take these uplinks in turn. */
  private static Scenario mixed(double... ups) {
    List<NodeProfile> nodes = new ArrayList<>();
    nodes.add(NodeProfile.seed(UP));
    for (int i = 0; i < 8; i++) {
      nodes.add(NodeProfile.peer(ups[i % ups.length]));
    }
    return equal(8).withNodes(nodes);
  }

  private static SimulationResult run(String name, Scenario scenario) {
    SimulationResult result = Simulation.run(scenario);
    print(
        "%-34s ratio %.3f, last %6.2f s, seed sent %.3f copies, uplinks %.3f, duplicate %.4f%n",
        name,
        result.timing().ratio(),
        result.timing().lastSeconds(),
        result.uplinks().seedCopies(),
        result.uplinks().utilisation(),
        result.waste().duplicateBytes() / ((double) SIZE * scenario.nodes().size()));
    assertThat(result.complete()).as("complete, seed %d", scenario.seed()).isTrue();
    return result;
  }

  private static void print(String format, Object... values) {
    if (BENCHMARK) {
      System.out.printf(format, values);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1.01", "4, 1.02", "8, 1.04", "16, 1.06"})
  void equalPeersFinishNearTheBound(int peers, double target) {
    SimulationResult result = run(peers + " equal", equal(peers));
    assertThat(result.timing().ratio()).isBetween(1.0, target);
    assertThat(result.uplinks().seedCopies()).isLessThan(1.02);
    assertThat(result.waste().duplicateBytes()).isLessThan((long) (0.005 * SIZE * peers));
  }

  @ParameterizedTest
  @CsvSource({"4", "32", "128"})
  void eightPeersGetFewDuplicatesWithAnySeed(int mebibytes) {
    long size = (long) mebibytes << 20;
    int piece = PieceGeometry.chooseLengthBytes(size);
    for (long seed = 1; seed <= (BENCHMARK ? 5 : 2); seed++) {
      SimulationResult result = Simulation.run(Scenario.equal(8, size, piece, UP).withSeed(seed));
      double share = result.waste().duplicateBytes() / (8.0 * size);
      print("8 equal, %d MiB, seed %d: duplicate %.5f%n", mebibytes, seed, share);
      assertThat(result.complete()).isTrue();
      assertThat(share).as("seed %d", seed).isLessThan(0.005);
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 1.05", "8, 1.06"})
  void aFastSeedIsUsedToTheFull(int peers, double target) {
    Scenario scenario = equal(peers).withNode(0, NodeProfile.seed(4 * UP));
    assertThat(run("seed 4 times faster, " + peers, scenario).timing().ratio()).isLessThan(target);
  }

  @Test
  void aSeedAHundredTimesFasterTakesWhatWaitsInSlowQueues() {
    Scenario scenario = Scenario.equal(50, SIZE, PIECE, UP);
    scenario = scenario.withNode(0, NodeProfile.seed(100 * UP));
    assertThat(run("seed 100 times faster, 50", scenario).timing().ratio()).isLessThan(1.25);
  }

  @Test
  void anUplinkOfAQuarterBesideSevenQuartersCostsLittle() {
    Scenario scenario = mixed(UP / 4, 7 * UP / 4);
    double median =
        LongStream.rangeClosed(1, 3)
            .mapToDouble(
                seed -> run("uplinks 0.25 and 1.75", scenario.withSeed(seed)).timing().ratio())
            .sorted()
            .toArray()[1];
    assertThat(median).isLessThan(1.08);
  }

  @Test
  void halfWithTenAndHalfWithThirtyMegabitsFinishNearTheBound() {
    assertThat(run("uplinks 10 and 30 Mbit/s", mixed(UP / 2, 3 * UP / 2)).timing().ratio())
        .isLessThan(1.05);
  }

  @Test
  void aDownlinkOfTwiceTheUplinkCostsLittle() {
    List<NodeProfile> nodes =
        equal(8).nodes().stream().map(n -> n.seed() ? n : n.withDown(2 * UP)).toList();
    assertThat(run("downlinks 40 Mbit/s", equal(8).withNodes(nodes)).timing().ratio())
        .isLessThan(1.05);
  }

  @Test
  void seedsThatComeLateAreUsed() {
    NodeProfile late = NodeProfile.seed(UP).joiningAt(4 * SECOND);
    Scenario scenario = equal(8).withNode(7, late).withNode(8, late);
    assertThat(run("two seeds more after 4 s", scenario).timing().ratio()).isLessThan(1.10);
  }

  @Test
  void partialSeedsSendDifferentPieces() {
    List<NodeProfile> nodes = new ArrayList<>(equal(8).nodes());
    for (int third = 0; third < 3; third++) {
      nodes.set(third, NodeProfile.partialSeed(UP, third / 3.0, (third + 1) / 3.0));
    }
    assertThat(run("three partial seeds", equal(8).withNodes(nodes)).timing().ratio())
        .isLessThan(1.15);
  }

  @Test
  void twoPeersThatLeaveAtHalfDelayTheOthersLittle() {
    double without = run("eight", equal(8)).timing().lastSeconds();
    NodeProfile leaving = NodeProfile.peer(UP).leavingAt((long) (without / 2 * SECOND));
    Scenario scenario = equal(8).withNode(3, leaving).withNode(4, leaving);
    assertThat(run("two of eight leave at half", scenario).timing().lastSeconds())
        .isLessThan(1.05 * without);
  }

  @Test
  void twoPeersThatLeaveAtHalfAndComeBackCostLittle() {
    NodeProfile away = NodeProfile.peer(UP).leavingAt(7 * SECOND).returningAt(9 * SECOND);
    Scenario scenario = equal(8).withNode(3, away).withNode(4, away);
    assertThat(run("two of eight away for 2 s", scenario).timing().ratio()).isBetween(1.0, 1.05);
  }

  @Test
  void peersThatComeBackUnderChurnCostLittle() {
    for (long seed = 1; seed <= (BENCHMARK ? 10 : 3); seed++) {
      Scenario scenario = new FaultSchedule(2, 0, 0, 0, 4).in(equal(16).withSeed(seed));
      SimulationResult result = run("16, 2 churn, 4 come back, seed " + seed, scenario);
      assertThat(result.timing().ratio()).as("seed %d", seed).isBetween(1.0, 1.20);
    }
  }

  @Test
  void theOnlySeedMayGoAndComeBack() {
    NodeProfile seed = NodeProfile.seed(UP).leavingAt(5 * SECOND).returningAt(10 * SECOND);
    assertThat(run("seed away from 5 s to 10 s", equal(8).withNode(0, seed)).timing().ratio())
        .isBetween(1.0, 1.05);
  }

  @Test
  void aPeerThatNeverRelaysDelaysTheOthersLittle() {
    NodeProfile hoarder = NodeProfile.peer(UP).behaving(Behaviour.HOARDS);
    assertThat(run("one relays nothing", equal(8).withNode(3, hoarder)).timing().ratio())
        .isLessThan(1.20);
  }

  @Test
  void allCompleteWithoutTheSeedThatSentLittleMoreThanOneCopy() {
    Scenario scenario = equal(8).withNode(0, NodeProfile.seed(4 * UP)).killingSeedsAfter(1.02);
    SimulationResult result = run("seed killed after 1.02 copies", scenario);
    assertThat(result.uplinks().seedCopies()).isLessThan(1.03);
    // 8 copies less 1.02 through eight uplinks take 0.87 of one copy's time at the least.
    assertThat(result.timing().lastSeconds()).isLessThan(0.9 * SIZE / UP);
  }

  @Test
  void connectionsThatStallDelayLittle() {
    Scenario scenario = equal(8);
    scenario = scenario.under(scenario.conditions().stalling(0.05, SECOND / 2));
    assertThat(run("connections stall 5 % of the time", scenario).timing().ratio())
        .isLessThan(1.20);
  }

  @Test
  void faultsOfAllKindsPreventNoNodeFromCompleting() {
    for (long seed = 1; seed <= (BENCHMARK ? 10 : 3); seed++) {
      Scenario scenario = Scenario.equal(16, SIZE / 4, PIECE, UP).withSeed(seed);
      scenario = scenario.under(scenario.conditions().stalling(0.05, SECOND / 2));
      run("16, faults of all kinds, seed " + seed, new FaultSchedule(2, 2, 2, 2, 2).in(scenario));
    }
  }

  @Test
  void manyPeersSpreadPiecesByAllUplinks() {
    int peers = BENCHMARK ? 100 : 50;
    Scenario scenario = Scenario.equal(peers, 128 * PIECE, PIECE, UP);
    assertThat(run(peers + " equal, 128 pieces", scenario).timing().ratio()).isLessThan(1.45);
  }

  @Test
  void peersOfWhichEachKnowsAQuarterFinishNearTheBound() {
    int peers = BENCHMARK ? 200 : 60;
    Scenario scenario = equal(peers);
    scenario = scenario.under(scenario.conditions().withNeighbours(peers / 4));
    assertThat(run(peers + " equal, 512 pieces", scenario).timing().ratio()).isLessThan(1.20);
  }

  @Test
  void manyPeersWithFewNeighboursComplete() {
    int peers = BENCHMARK ? 400 : 120;
    Scenario scenario = Scenario.equal(peers, 64 * PIECE, PIECE, UP);
    scenario = scenario.under(scenario.conditions().withNeighbours(24));
    assertThat(run(peers + " equal, 24 neighbours", scenario).timing().ratio()).isLessThan(1.8);
  }
}
