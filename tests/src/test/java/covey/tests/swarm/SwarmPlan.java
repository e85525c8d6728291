package covey.tests.swarm;

import java.util.List;

/**
 * A swarm: one seed, and nodes that all download its share from the same moment on.
 *
 * @param nodes how many nodes download
 * @param sizeBytes the size of the share, which is one file
 * @param seedUpBytesPerSecond the seed's limit
 * @param upsBytesPerSecond the nodes' upload limits, assigned in turn
 * @param downBytesPerSecond each node's download limit; 0 for none
 * @param failures which processes are killed, and when
 */
record SwarmPlan(
    int nodes,
    long sizeBytes,
    long seedUpBytesPerSecond,
    List<Long> upsBytesPerSecond,
    long downBytesPerSecond,
    List<PlannedKill> failures) {
  SwarmPlan {
    upsBytesPerSecond = List.copyOf(upsBytesPerSecond);
    failures = List.copyOf(failures);
    if (nodes < 1 || sizeBytes < 1 || seedUpBytesPerSecond < 1 || killed(failures) >= nodes) {
      throw new IllegalArgumentException("nothing would be measured");
    }
  }

  /** Returns a plan of a seed and nodes with the same uplink, without failures. */
  static SwarmPlan equal(int nodes, long sizeBytes, long upBytesPerSecond) {
    return new SwarmPlan(
        nodes, sizeBytes, upBytesPerSecond, List.of(upBytesPerSecond), 0, List.of());
  }

  /** Returns a copy with failures in the form of {@link PlannedKill#parseAll}. */
  SwarmPlan with(String someFailures) {
    return new SwarmPlan(
        nodes,
        sizeBytes,
        seedUpBytesPerSecond,
        upsBytesPerSecond,
        downBytesPerSecond,
        PlannedKill.parseAll(someFailures));
  }

  /** Returns a node's upload limit. */
  long upBytesPerSecond(int node) {
    return upsBytesPerSecond.get(node % upsBytesPerSecond.size());
  }

  /** Returns the number of nodes that are not killed. */
  int staying() {
    return nodes - killed(failures);
  }

  private static int killed(List<PlannedKill> failures) {
    return failures.stream()
        .filter(failure -> failure.target() == PlannedKill.Target.NODES)
        .mapToInt(PlannedKill::count)
        .sum();
  }

  /** Returns a copy with another limit for the seed. */
  SwarmPlan withSeedUp(long bytesPerSecond) {
    return new SwarmPlan(
        nodes, sizeBytes, bytesPerSecond, upsBytesPerSecond, downBytesPerSecond, failures);
  }

  /**
   * Returns a lower bound of the completion time in seconds: max(F/u_s, F/d, N·F/(u_s + Σu_i)) for
   * N nodes that stay, and (N-c)·F/Σu_i if the seed is killed after c copies.
   */
  double boundSeconds() {
    double ups = 0;
    for (int node = 0; node < nodes; node++) {
      ups += upBytesPerSecond(node);
    }
    double once = (double) sizeBytes / seedUpBytesPerSecond;
    double taken = downBytesPerSecond == 0 ? 0 : (double) sizeBytes / downBytesPerSecond;
    double all = staying() * (double) sizeBytes / (seedUpBytesPerSecond + ups);
    double copies = copiesOfKilledSeed();
    double alone = (staying() - copies) * sizeBytes / ups;
    return Math.max(Math.max(once, taken), Math.max(all, alone));
  }

  private double copiesOfKilledSeed() {
    return failures.stream()
        .filter(f -> f.target() == PlannedKill.Target.SEED && f.unit() == PlannedKill.Unit.COPIES)
        .mapToDouble(PlannedKill::when)
        .findFirst()
        .orElse(nodes);
  }
}
