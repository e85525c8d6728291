package covey.node.report;

import java.util.Optional;
import java.util.OptionalDouble;

/** The effect of a failure: the runs with it, compared with those without it. */
record FailureImpact(RunGroup failed, Optional<RunGroup> plain) {
  /** Differences below this part of the time are not mentioned. */
  private static final double HARDLY = 0.03;

  /** Returns the impact on a group with a failure. */
  static FailureImpact of(RunGroups comparison, RunGroup failed) {
    return new FailureImpact(failed, comparison.plain(failed.mode(), failed.nodes()));
  }

  /**
   * How much later the last node completed; negative if earlier; empty if a node did not complete
   * with or without the failure.
   */
  OptionalDouble laterSeconds() {
    OptionalDouble with = failed.lastSeconds();
    OptionalDouble without = plain.map(RunGroup::lastSeconds).orElse(OptionalDouble.empty());
    return with.isPresent() && without.isPresent()
        ? OptionalDouble.of(with.getAsDouble() - without.getAsDouble())
        : OptionalDouble.empty();
  }

  /**
   * Returns text such as "only 3 of 16 nodes completed" or "all 16 nodes completed, 2.1 s later
   * than without it".
   */
  String words() {
    String count = failed.completedCount();
    if (!failed.isFinished()) {
      return (count.equals("0") ? "none" : "only " + count)
          + " of "
          + Wording.nodes(failed.nodes())
          + " completed";
    }
    String all = failed.nodes() == 1 ? "the node" : "all " + Wording.nodes(failed.nodes());
    boolean whole = count.equals(String.valueOf(failed.nodes()));
    return (whole ? all : "every remaining node (" + failed.completed() + ")")
        + " completed"
        + later();
  }

  private String later() {
    OptionalDouble later = laterSeconds();
    if (later.isEmpty()) {
      return "";
    }
    double difference = later.getAsDouble();
    double without = plain.map(RunGroup::lastSeconds).orElse(OptionalDouble.of(0)).orElse(0);
    if (Math.abs(difference) <= HARDLY * without) {
      return " as fast as without it";
    }
    return ", "
        + Wording.seconds(Math.abs(difference))
        + (difference > 0 ? " later" : " earlier")
        + " than without it";
  }
}
