package covey.node.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A time interval in seconds since the start of the recording; {@code to} is infinite if it does
 * not end.
 */
record TimeInterval(double from, double to) {
  static final double NEVER = Double.POSITIVE_INFINITY;

  /** Returns the union as disjoint intervals, ascending. */
  static List<TimeInterval> union(List<TimeInterval> spans) {
    List<TimeInterval> sorted =
        spans.stream().sorted(Comparator.comparingDouble(TimeInterval::from)).toList();
    List<TimeInterval> union = new ArrayList<>();
    for (TimeInterval span : sorted) {
      if (union.isEmpty() || span.from() > union.getLast().to()) {
        union.add(span);
      } else if (span.to() > union.getLast().to()) {
        union.set(union.size() - 1, new TimeInterval(union.getLast().from(), span.to()));
      }
    }
    return union;
  }

  /** Returns the parts of this interval that are in none of the others, ascending. */
  List<TimeInterval> without(List<TimeInterval> others) {
    List<TimeInterval> left = new ArrayList<>();
    double at = from;
    for (TimeInterval other : union(others)) {
      if (other.from() > at && at < to) {
        left.add(new TimeInterval(at, Math.min(to, other.from())));
      }
      at = Math.max(at, other.to());
    }
    if (at < to) {
      left.add(new TimeInterval(at, to));
    }
    return left;
  }

  /** Returns the parts of this interval that are in any of the others, ascending. */
  List<TimeInterval> within(List<TimeInterval> others) {
    return union(others).stream()
        .map(other -> new TimeInterval(Math.max(from, other.from()), Math.min(to, other.to())))
        .filter(both -> both.from() < both.to())
        .toList();
  }
}
