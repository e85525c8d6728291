package covey.node.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A stretch of time in seconds from the recording's start; to infinity if it does not end. */
record Span(double from, double to) {
  static final double NEVER = Double.POSITIVE_INFINITY;

  double seconds() {
    return to - from;
  }

  /** What is in any of them: ascending and apart. */
  static List<Span> union(List<Span> spans) {
    List<Span> sorted = spans.stream().sorted(Comparator.comparingDouble(Span::from)).toList();
    List<Span> union = new ArrayList<>();
    for (Span span : sorted) {
      if (union.isEmpty() || span.from() > union.getLast().to()) {
        union.add(span);
      } else if (span.to() > union.getLast().to()) {
        union.set(union.size() - 1, new Span(union.getLast().from(), span.to()));
      }
    }
    return union;
  }

  /** What is in this one and in none of the others, ascending. */
  List<Span> without(List<Span> others) {
    List<Span> left = new ArrayList<>();
    double at = from;
    for (Span other : union(others)) {
      if (other.from() > at && at < to) {
        left.add(new Span(at, Math.min(to, other.from())));
      }
      at = Math.max(at, other.to());
    }
    if (at < to) {
      left.add(new Span(at, to));
    }
    return left;
  }

  /** What is in this one and in any of the others, ascending. */
  List<Span> within(List<Span> others) {
    return union(others).stream()
        .map(other -> new Span(Math.max(from, other.from()), Math.min(to, other.to())))
        .filter(both -> both.from() < both.to())
        .toList();
  }
}
