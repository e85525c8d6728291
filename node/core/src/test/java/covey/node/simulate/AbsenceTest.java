package covey.node.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.node.simulate.SimulationResult.NodeTimes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that come and go more than once, and a directory that is away. */
class AbsenceTest {
  private static final double UP = 2_500_000;
  private static final long SECOND = 1_000_000_000;
  private static final int SIZE = 8 << 20;
  private static final int PIECE = 64 << 10;
  private static final Scenario THREE = Scenario.equal(3, SIZE, PIECE, UP);

  private static Scenario directoryAway(Scenario scenario, Absence... times) {
    return scenario.under(scenario.conditions().withDirectoryAway(List.of(times)));
  }

  @Test
  void aNodeThatJoinsWhileTheDirectoryIsAwayFindsPeersOnceItIsBack() {
    Scenario late = THREE.withNode(3, NodeProfile.peer(UP).joiningAt(SECOND));
    List<NodeTimes> with =
        Simulation.run(directoryAway(late, new Absence(SECOND / 2, 20 * SECOND))).nodes();
    List<NodeTimes> without = Simulation.run(late).nodes();
    assertThat(without.get(3).firstPieceSeconds()).isBetween(1.0, 2.0);
    assertThat(with.get(3).firstPieceSeconds()).isBetween(20.0, 21.0);
    // The other nodes were connected before and share their links with fewer.
    assertThat(with.get(1).completedSeconds()).isBetween(SIZE / UP, 1.2 * SIZE / UP);
  }

  @Test
  void aDirectoryThatIsAwayAgainAndAgainAnswersInBetween() {
    Scenario late = THREE.withNode(3, NodeProfile.peer(UP).joiningAt(2 * SECOND));
    Scenario scenario =
        directoryAway(
            late,
            new Absence(SECOND, 5 * SECOND),
            new Absence(5 * SECOND, 7 * SECOND),
            new Absence(9, 10));
    assertThat(Simulation.run(scenario).nodes().get(3).firstPieceSeconds()).isBetween(7.0, 8.0);
  }

  @Test
  void aNodeThatReturnsWhileTheDirectoryIsAwayWaitsToo() {
    NodeProfile away = NodeProfile.peer(UP).leavingAt(SECOND).returningAt(2 * SECOND);
    Scenario scenario =
        directoryAway(THREE.withNode(2, away), new Absence(SECOND / 2, 30 * SECOND));
    assertThat(Simulation.run(scenario).nodes().get(2).completedSeconds()).isBetween(30.0, 34.0);
  }

  @Test
  void aDirectoryThatNeverReturnsDoesNotKeepTheRunGoing() {
    Scenario late = THREE.withNode(3, NodeProfile.peer(UP).joiningAt(SECOND));
    Scenario scenario = directoryAway(late, new Absence(SECOND / 2, Long.MAX_VALUE));
    SimulationResult result = Simulation.run(scenario);
    assertThat(result.complete()).isFalse();
    assertThat(result.nodes().get(3).completedSeconds()).isInfinite();
    assertThat(result.nodes().get(2).completedSeconds()).isLessThan(5);
  }

  @Test
  void aNodeComesAndGoesSeveralTimesAndKeepsWhatItHad() {
    Scenario one = Scenario.equal(1, SIZE, PIECE, UP);
    List<Absence> times =
        List.of(
            new Absence(SECOND, 3 * SECOND),
            new Absence(4 * SECOND, 6 * SECOND),
            new Absence(7 * SECOND, 9 * SECOND));
    Scenario scenario = one.withNode(1, NodeProfile.peer(UP).awayAt(times));
    double alone = Simulation.run(one).timing().lastSeconds();
    NodeTimes fared = Simulation.run(scenario).nodes().get(1);
    assertThat(fared.firstPieceSeconds()).isLessThan(1);
    // Blocks that are in transit when it leaves are fetched again.
    assertThat(fared.completedSeconds()).isBetween(alone + 6, alone + 7);
    assertThat(scenario.boundSeconds()).isCloseTo(one.boundSeconds(), within(0.01));
    NodeProfile slow = NodeProfile.peer(UP).withDown(UP).awayAt(times);
    assertThat(one.withNode(1, slow).boundSeconds()).isCloseTo(SIZE / UP + 6, within(1e-6));
  }

  @Test
  void runOutWaitsForNodesThatDoNotStay() {
    NodeProfile late = NodeProfile.peer(UP).joiningAt(10 * SECOND).leavingAt(100 * SECOND);
    Scenario scenario = THREE.withNode(3, late);
    assertThat(Simulation.run(scenario).nodes().get(3).completedSeconds()).isInfinite();
    SimulationResult out = Simulation.runOut(scenario, 1_000 * SECOND);
    assertThat(out.nodes().get(3).completedSeconds()).isBetween(10.0, 14.0);
  }

  @Test
  void runOutEndsAtItsTimeLimitIfNoNodeCanComplete() {
    List<NodeProfile> nobodyHasIt = List.of(NodeProfile.peer(UP), NodeProfile.peer(UP));
    SimulationResult out = Simulation.runOut(THREE.withNodes(nobodyHasIt), 50 * SECOND);
    assertThat(out.complete()).isFalse();
    assertThat(out.nodes()).allSatisfy(fared -> assertThat(fared.completedSeconds()).isInfinite());
  }

  @Test
  void absencesAreInOrder() {
    NodeProfile node = NodeProfile.peer(UP);
    List<Absence> crossed = List.of(new Absence(1, 5), new Absence(4, 6));
    assertThatThrownBy(() -> node.awayAt(crossed)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Absence(2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Absence(-1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
