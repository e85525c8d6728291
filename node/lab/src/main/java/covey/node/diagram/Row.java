package covey.node.diagram;

import covey.node.trace.FigureText;
import covey.node.trace.MessageKinds;
import covey.node.trace.MessageTotals;

/** One line of a diagram, from top to bottom. */
sealed interface Row {
  /** When the first of its events began, in seconds since the start of the recording. */
  double seconds();

  /** When the last of its events began. */
  double untilSeconds();

  /**
   * One or more messages.
   *
   * @param kind of all of them
   * @param text their content in words
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

  /** Something that happened at the recorded node. */
  record Note(double seconds, String text) implements Row {
    @Override
    public double untilSeconds() {
      return seconds;
    }
  }

  /** The time, such as "0.312-1.204 s". */
  default String when() {
    return FigureText.span(seconds(), untilSeconds());
  }
}
