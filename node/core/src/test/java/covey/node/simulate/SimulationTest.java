package covey.node.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.node.simulate.NodeProfile.Behaviour;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
  private static final int SEEDS = System.getProperty("benchmark") != null ? 20 : 5;
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
    for (long seed = 1; seed <= SEEDS; seed++) {
      Scenario scenario = Scenario.equal(peers, SIZE, PIECE, UP).withSeed(seed);
      SimulationResult result = completes(scenario);
      assertThat(result.uplinks().earlyRepeats()).as("seed %d", seed).isZero();
      assertThat(result.waste().duplicateBytes()).as("seed %d", seed).isLessThan(SIZE / 50);
    }
  }

  @Test
  void eightEqualPeersFinishNearTheBound() {
    SimulationResult result = completes(Scenario.equal(8, 32 << 20, PIECE, UP));
    assertThat(result.timing().ratio()).isBetween(1.0, 1.08);
    assertThat(result.uplinks().seedCopies()).isBetween(1.0, 1.05);
  }

  @Test
  void severalSeedsAreUsedAtOnce() {
    Scenario two = Scenario.equal(8, 32 << 20, PIECE, UP).withNode(1, NodeProfile.seed(UP));
    assertThat(completes(two.withNode(2, NodeProfile.seed(UP))).timing().ratio()).isLessThan(1.15);
  }

  @Test
  void aHundredPeersComplete() {
    completes(Scenario.equal(100, 64 * 16_384, 16_384, UP));
  }

  @Test
  void allCompleteWhenTheSeedIsKilledAfterOneCopy() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Scenario scenario = eight().withSeed(seed).withNode(0, NodeProfile.seed(4 * UP));
      SimulationResult result = completes(scenario.killingSeedsAfter(1.05));
      assertThat(result.uplinks().seedCopies()).isLessThan(1.06);
    }
  }

  @Test
  void aLiarIsBannedAndTheOthersComplete() {
    NodeProfile liar = NodeProfile.peer(UP).behaving(Behaviour.CORRUPTS);
    SimulationResult result = completes(eight().withNode(3, liar));
    assertThat(result.bans()).isNotEmpty().allMatch(ban -> ban.banned() == 3);
    assertThat(result.waste().rejectedBytes()).isPositive();
  }

  @Test
  void aLiarAmongSeveralSuppliersOfOnePieceIsFound() {
    NodeProfile liar = NodeProfile.seed(UP).behaving(Behaviour.CORRUPTS);
    Scenario scenario = Scenario.equal(4, SIZE, 1 << 20, UP).withNode(1, liar);
    SimulationResult result = completes(scenario);
    assertThat(result.bans()).isNotEmpty().allMatch(ban -> ban.banned() == 1);
  }

  @Test
  void aPeerThatNeverAnswersDelaysNoOther() {
    NodeProfile silent = NodeProfile.peer(UP).behaving(Behaviour.SILENT);
    assertThat(completes(eight().withNode(3, silent)).timing().ratio()).isLessThan(2.5);
    completes(eight().withNode(1, NodeProfile.seed(UP).behaving(Behaviour.SILENT)));
  }

  @Test
  void aPeerThatNeverRelaysDelaysNoOther() {
    completes(eight().withNode(3, NodeProfile.peer(UP).behaving(Behaviour.HOARDS)));
  }

  @Test
  void aSlowPeerDelaysNoOtherAndBansNone() {
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
  void aNodeThatComesBackGetsOnlyWhatItLacked() {
    NodeProfile away = NodeProfile.peer(UP).leavingAt(2 * SECOND).returningAt(3 * SECOND);
    List<String> trace = completes(eight().withNode(3, away).tracing()).log().trace();
    List<String> before = verified(trace, 3);
    List<String> after = verified(trace, 9);
    assertThat(before).isNotEmpty().doesNotContainAnyElementsOf(after);
    assertThat(before.size() + after.size()).isEqualTo(SIZE / PIECE);
  }

  private static List<String> verified(List<String> trace, int node) {
    return trace.stream()
        .filter(line -> line.matches("\\d+ " + node + " PieceVerified.*"))
        .map(line -> line.replaceAll(".*PieceVerified", ""))
        .toList();
  }

  @Test
  void aNodeThatComesBackCompleteIsASeed() {
    NodeProfile first = NodeProfile.peer(UP).leavingAt(10 * SECOND).returningAt(11 * SECOND);
    NodeProfile late = NodeProfile.peer(UP).joiningAt(12 * SECOND);
    NodeProfile seed = NodeProfile.seed(UP).leavingAt(10 * SECOND);
    SimulationResult result =
        completes(Scenario.equal(2, SIZE, PIECE, UP).withNodes(List.of(seed, first, late)));
    assertThat(result.timing().lastSeconds()).isGreaterThan(12 + SIZE / UP);
  }

  @Test
  void theBoundAccountsForAbsence() {
    NodeProfile away = NodeProfile.peer(UP).leavingAt(2 * SECOND).returningAt(5 * SECOND);
    Scenario one = Scenario.equal(1, SIZE, PIECE, UP);
    assertThat(one.withNode(1, away.withDown(UP / 2)).boundSeconds())
        .isCloseTo(SIZE / (UP / 2) + 3, within(1e-6));
    NodeProfile seed = NodeProfile.seed(UP).leavingAt(SECOND).returningAt(5 * SECOND);
    assertThat(one.withNode(0, seed).boundSeconds()).isCloseTo(SIZE / UP + 4, within(1e-6));
  }

  @Test
  void aReturnBeforeLeavingIsRefused() {
    NodeProfile leaving = NodeProfile.peer(UP).leavingAt(2);
    assertThatThrownBy(() -> leaving.returningAt(1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSameSeedGivesTheSameTrace() {
    Scenario scenario = Scenario.equal(4, 1 << 20, PIECE, UP).withSeed(7).tracing();
    assertThat(Simulation.run(scenario).log().trace())
        .isNotEmpty()
        .isEqualTo(Simulation.run(scenario).log().trace())
        .isNotEqualTo(Simulation.run(scenario.withSeed(8)).log().trace());
  }
}
