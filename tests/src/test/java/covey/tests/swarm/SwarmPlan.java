package covey.tests.swarm;

import java.util.List;

/**
 * A swarm: one seed, and nodes that all want its share at the same moment.
 *
 * @param nodes how many want it
 * @param sizeBytes of the share, one file
 * @param seedUpBytesPerSecond the seed's limit
 * @param upsBytesPerSecond the nodes' limits, which they take in turn
 * @param downBytesPerSecond each node's limit for what comes; 0 for none
 * @param failures who is killed, and when
 */
record SwarmPlan(
    int nodes,
    long sizeBytes,
    long seedUpBytesPerSecond,
    List<Long> upsBytesPerSecond,
    long downBytesPerSecond,
    List<Failure> failures) {
  SwarmPlan {
    upsBytesPerSecond = List.copyOf(upsBytesPerSecond);
    failures = List.copyOf(failures);
    if (nodes < 1 || sizeBytes < 1 || seedUpBytesPerSecond < 1 || killed(failures) >= nodes) {
      throw new IllegalArgumentException("nothing would be measured");
    }
  }

  /** Seed and nodes with the same uplink, nobody killed. */
  static SwarmPlan equal(int nodes, long sizeBytes, long upBytesPerSecond) {
    return new SwarmPlan(
        nodes, sizeBytes, upBytesPerSecond, List.of(upBytesPerSecond), 0, List.of());
  }

  /** With somebody killed, as {@link Failure#parseAll} has it. */
  SwarmPlan with(String someFailures) {
    return new SwarmPlan(
        nodes,
        sizeBytes,
        seedUpBytesPerSecond,
        upsBytesPerSecond,
        downBytesPerSecond,
        Failure.parseAll(someFailures));
  }

  /** A node's limit. */
  long upBytesPerSecond(int node) {
    return upsBytesPerSecond.get(node % upsBytesPerSecond.size());
  }

  /** How many nodes are not killed. */
  int staying() {
    return nodes - killed(failures);
  }

  private static int killed(List<Failure> failures) {
    return failures.stream()
        .filter(failure -> failure.whom() == Failure.Whom.NODES)
        .mapToInt(Failure::count)
        .sum();
  }

  /** With another limit for the seed. */
  SwarmPlan withSeedUp(long bytesPerSecond) {
    return new SwarmPlan(
        nodes, sizeBytes, bytesPerSecond, upsBytesPerSecond, downBytesPerSecond, failures);
  }

  /**
   * No swarm can be faster than max(F/u_s, F/d, N·F/(u_s + Σu_i)), N being the nodes that stay; if
   * the seed is killed after c copies, nor than (N-c)·F/Σu_i. In seconds.
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
        .filter(f -> f.whom() == Failure.Whom.SEED && f.unit() == Failure.Unit.COPIES)
        .mapToDouble(Failure::when)
        .findFirst()
        .orElse(nodes);
  }
}
