package covey.node.report;

import java.util.Optional;
import java.util.OptionalDouble;

/** What a failure did: the runs with it, beside the same without it. */
record FailureImpact(RunGroup failed, Optional<RunGroup> plain) {
  /** Below this part of the time a difference is not worth a word. */
  private static final double HARDLY = 0.03;

  /** Of a group with a failure. */
  static FailureImpact of(RunGroups comparison, RunGroup failed) {
    return new FailureImpact(failed, comparison.plain(failed.mode(), failed.nodes()));
  }

  /** How much later the last node was done; negative: sooner; empty: one of both never was. */
  OptionalDouble laterSeconds() {
    OptionalDouble with = failed.lastSeconds();
    OptionalDouble without = plain.map(RunGroup::lastSeconds).orElse(OptionalDouble.empty());
    return with.isPresent() && without.isPresent()
        ? OptionalDouble.of(with.getAsDouble() - without.getAsDouble())
        : OptionalDouble.empty();
  }

  /** As "only 3 of 16 nodes completed" or "all 16 nodes completed, 2.1 s later than without". */
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
    return (whole ? all : "every node that was left (" + failed.completed() + ")")
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
      return " as soon as without";
    }
    return ", "
        + Wording.seconds(Math.abs(difference))
        + (difference > 0 ? " later" : " sooner")
        + " than without";
  }
}
