package covey.node.report;

import covey.node.report.Chart.Mark;
import java.util.ArrayList;
import java.util.List;

/** The bounds of a chart, as marks. Bounds that would cover each other become one. */
final class BoundMarks {
  private record Bound(String mode, double seconds) {}

  private final List<Bound> bounds = new ArrayList<>();

  /** Adds the bound of a mode. */
  void add(String mode, double seconds) {
    bounds.add(new Bound(mode, seconds));
  }

  /** Returns the marks; bounds closer to each other than {@code nearSeconds} share one. */
  List<Mark> merged(double nearSeconds) {
    List<Mark> marks = new ArrayList<>();
    List<Bound> left = new ArrayList<>(bounds);
    while (!left.isEmpty()) {
      Bound first = left.getFirst();
      List<Bound> near =
          left.stream()
              .filter(b -> Math.abs(b.seconds() - first.seconds()) <= nearSeconds)
              .toList();
      left.removeAll(near);
      String names = Wording.all(near.stream().map(Bound::mode).toList());
      marks.add(
          new Mark(
              "x",
              first.seconds(),
              "bound of " + names + ": " + Wording.seconds(first.seconds()),
              near.size() == 1 ? first.mode() : "bound"));
    }
    return marks;
  }
}
