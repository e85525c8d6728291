package covey.node.diagram;

import covey.node.trace.Figures;
import covey.node.trace.Kinds;
import covey.node.trace.Sum;

/** One line of a diagram, from top to bottom. */
sealed interface Row {
  /** When the first of what it stands for began, seconds since the recording's start. */
  double seconds();

  /** When the last of it began. */
  double untilSeconds();

  /**
   * Messages.
   *
   * @param from who sent them, by place
   * @param to to whom, by place; the same: to itself
   * @param lost they did not arrive
   * @param kind of all of them
   * @param text what they say
   * @param sum what they come to
   */
  record Arrow(
      double seconds,
      double untilSeconds,
      int from,
      int to,
      boolean lost,
      String kind,
      String text,
      Sum sum)
      implements Row {
    String label() {
      return Kinds.label(kind, text, sum);
    }
  }

  /** Something that happened at the node that was recorded. */
  record Note(double seconds, String text) implements Row {
    @Override
    public double untilSeconds() {
      return seconds;
    }
  }

  /** As "0.312-1.204 s". */
  default String when() {
    return Figures.span(seconds(), untilSeconds());
  }
}
