package covey.tests.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import covey.tests.process.Measured;
import covey.tests.process.TestMachine;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A seed and nodes on slow uplinks; {@link SwarmBenchmark} measures them. */
class SwarmIT {
  private static final int NODES = 8;
  private static final long UP_BYTES_PER_SECOND = 625_000;
  private static final double MOST_RATIO = 1.15;
  private static final double MOST_RATIO_WITH_FAILURES = 1.3;

  @RegisterExtension static final TestMachine machine = new TestMachine();

  /** Of all tests: each replaces what an earlier one killed. */
  private static SwarmProcesses swarm;

  private static long runs;

  @BeforeAll
  static void start() throws IOException {
    SwarmPlan any = SwarmPlan.equal(NODES, 1, UP_BYTES_PER_SECOND);
    swarm = SwarmProcesses.start(machine, "swarm", any);
  }

  @Test
  void everyNodeCompletesAndNoLimitLetsMoreThrough() throws IOException {
    SwarmPlan plan = SwarmPlan.equal(NODES, 6 << 20, UP_BYTES_PER_SECOND);
    SwarmRun run = run(plan, MOST_RATIO);

    assertThat(run.ratio()).as(run.toString()).isGreaterThanOrEqualTo(1.0);
  }

  /**
   * The seed is twice as fast as the nodes, because a seed that is no faster never sends more than
   * one copy. 0.02 of the share exceed the four blocks that it sends at the same time.
   */
  @Test
  void seedKilledWhenOneCopyIsOutAndAllComplete() throws IOException {
    long up = 3 * UP_BYTES_PER_SECOND;
    SwarmPlan plan = SwarmPlan.equal(NODES, 16 << 20, up).withSeedUp(2 * up);
    SwarmRun run = run(plan.with("seed@1.02copies"), MOST_RATIO_WITH_FAILURES);

    assertThat(run.seedCopies()).as(run.toString()).isLessThan(2);
    Measured.between("copies the killed seed sent", run.seedCopies(), 1.02, 1.1);
  }

  @Test
  void twoNodesKilledAtHalfStopNobodyElse() throws IOException {
    SwarmPlan plan = SwarmPlan.equal(NODES, 4 << 20, UP_BYTES_PER_SECOND);
    SwarmRun run = run(plan.with("nodes=2@50%"), MOST_RATIO_WITH_FAILURES);

    assertThat(run.staying()).isEqualTo(NODES - 2);
  }

  @Test
  void trackerKilledInTheMiddleIsNotMissed() throws IOException {
    SwarmPlan plan = SwarmPlan.equal(NODES, 4 << 20, UP_BYTES_PER_SECOND);
    run(plan.with("tracker@30%"), MOST_RATIO_WITH_FAILURES);
  }

  private SwarmRun run(SwarmPlan plan, double mostRatio) throws IOException {
    swarm.prepare(plan);
    SwarmRun run = FlashCrowd.run(swarm, plan, ++runs);
    assertThat(run.failures().happened()).as(run.toString()).isEqualTo(plan.failures().size());
    assertThat(run.isComplete()).as(run.toString()).isTrue();
    Measured.between("time over the bound", run.ratio(), 1, mostRatio);
    return run;
  }
}
