package covey.node.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import covey.node.simulate.NodeProfile.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
  private static final double UP = 2_500_000;
  private static final long SECOND = 1_000_000_000;
  private static final int SIZE = 8 << 20;
  private static final int PIECE = 64 << 10;

  private static Scenario eight() {
    return Scenario.equal(8, SIZE, PIECE, UP);
  }

  private static SimulationResult completes(Scenario scenario) {
    SimulationResult result = Simulation.run(scenario);
    assertThat(result.complete()).as("complete, seed %d", scenario.seed()).isTrue();
    return result;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 16})
  void aSoleSeedSendsEachPieceOnceBeforeAnyTwiceForManySeeds(int peers) {
    for (long seed = 1; seed <= 20; seed++) {
      Scenario scenario = Scenario.equal(peers, SIZE, PIECE, UP).withSeed(seed);
      SimulationResult result = completes(scenario);
      assertThat(result.earlyRepeats()).as("seed %d", seed).isZero();
      assertThat(result.duplicateBytes()).as("seed %d", seed).isLessThan(SIZE / 50);
    }
  }

  @Test
  void eightEqualPeersFinishNearTheBound() {
    SimulationResult result = completes(Scenario.equal(8, 32 << 20, PIECE, UP));
    assertThat(result.ratio()).isBetween(1.0, 1.08);
    assertThat(result.seedCopies()).isBetween(1.0, 1.05);
  }

  @Test
  void severalSeedsAreUsedAtOnce() {
    Scenario two = Scenario.equal(8, 32 << 20, PIECE, UP).withNode(1, NodeProfile.seed(UP));
    assertThat(completes(two.withNode(2, NodeProfile.seed(UP))).ratio()).isLessThan(1.15);
  }

  @Test
  void aHundredPeersComplete() {
    completes(Scenario.equal(100, 64 * 16_384, 16_384, UP));
  }

  @Test
  void allCompleteWhenTheSeedIsKilledAfterOneCopy() {
    for (long seed = 1; seed <= 20; seed++) {
      Scenario scenario = eight().withSeed(seed).withNode(0, NodeProfile.seed(4 * UP));
      SimulationResult result = completes(scenario.killingSeedsAfter(1.05));
      assertThat(result.seedCopies()).isLessThan(1.06);
    }
  }

  @Test
  void aLiarIsBannedAndTheOthersComplete() {
    NodeProfile liar = NodeProfile.peer(UP).behaving(Behaviour.CORRUPTS);
    SimulationResult result = completes(eight().withNode(3, liar));
    assertThat(result.bans()).isNotEmpty().allMatch(ban -> ban.banned() == 3);
    assertThat(result.rejectedBytes()).isPositive();
  }

  @Test
  void aLiarAmongSeveralSuppliersOfOnePieceIsFound() {
    NodeProfile liar = NodeProfile.seed(UP).behaving(Behaviour.CORRUPTS);
    Scenario scenario = Scenario.equal(4, SIZE, 1 << 20, UP).withNode(1, liar);
    SimulationResult result = completes(scenario);
    assertThat(result.bans()).isNotEmpty().allMatch(ban -> ban.banned() == 1);
  }

  @Test
  void aPeerThatNeverAnswersHoldsNobodyUp() {
    NodeProfile silent = NodeProfile.peer(UP).behaving(Behaviour.SILENT);
    assertThat(completes(eight().withNode(3, silent)).ratio()).isLessThan(2.5);
    completes(eight().withNode(1, NodeProfile.seed(UP).behaving(Behaviour.SILENT)));
  }

  @Test
  void aPeerThatNeverRelaysHoldsNobodyUp() {
    completes(eight().withNode(3, NodeProfile.peer(UP).behaving(Behaviour.HOARDS)));
  }

  @Test
  void aSlowPeerHoldsNobodyUpAndBansNobody() {
    SimulationResult result =
        completes(eight().withNode(3, NodeProfile.peer(UP / 20).withDown(UP / 20)));
    assertThat(result.bans()).isEmpty();
  }

  @Test
  void peersMayComeLateLeaveAndFreeze() {
    Scenario scenario = eight().withNode(2, NodeProfile.peer(UP).joiningAt(2 * SECOND));
    scenario = scenario.withNode(3, NodeProfile.peer(UP).leavingAt(2 * SECOND));
    scenario = scenario.withNode(4, NodeProfile.peer(UP).frozenAt(SECOND, 3 * SECOND));
    completes(scenario.withNode(5, NodeProfile.peer(UP).joiningAt(10 * SECOND)));
  }

  @Test
  void theSameSeedGivesTheSameTrace() {
    Scenario scenario = Scenario.equal(4, 1 << 20, PIECE, UP).withSeed(7).tracing();
    assertThat(Simulation.run(scenario).trace())
        .isNotEmpty()
        .isEqualTo(Simulation.run(scenario).trace())
        .isNotEqualTo(Simulation.run(scenario.withSeed(8)).trace());
  }
}
