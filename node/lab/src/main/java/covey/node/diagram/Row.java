package covey.node.diagram;

import covey.node.trace.FigureText;
import covey.node.trace.MessageKinds;
import covey.node.trace.MessageTotals;

/** One line of a diagram, from top to bottom. */
sealed interface Row {
  /** When the first of what it stands for began, seconds since the recording's start. */
  double seconds();

  /** When the last of it began. */
  double untilSeconds();

  /**
   * Messages.
   *
   * @param kind of all of them
   * @param text what they say
   * @param sum their number and bytes
   */
  record Arrow(
      double seconds, double untilSeconds, Route route, String kind, String text, MessageTotals sum)
      implements Row {
    String label() {
      return MessageKinds.label(kind, text, sum);
    }
  }

  /**
   * The way of a message.
   *
   * @param from the sender, by column
   * @param to the receiver, by column; equal to {@code from} for a message to itself
   * @param lost whether it did not arrive
   */
  record Route(int from, int to, boolean lost) {}

  /** Something that happened at the node that was recorded. */
  record Note(double seconds, String text) implements Row {
    @Override
    public double untilSeconds() {
      return seconds;
    }
  }

  /** As "0.312-1.204 s". */
  default String when() {
    return FigureText.span(seconds(), untilSeconds());
  }
}
