package covey.node.diagram;

import covey.node.diagram.Folding.Degree;
import covey.node.trace.Event;
import covey.node.trace.FigureText;
import covey.node.trace.MessageKinds;
import covey.node.trace.MessageTotals;
import covey.node.trace.Trace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A recording as a UML sequence diagram. Long exchanges are folded, and remarks state what is left
 * out. The diagram shows only what was recorded.
 *
 * @param title of the diagram
 * @param lifelines the columns, from left to right
 * @param rows from top to bottom
 * @param remarks sentences about the recording and what is left out
 */
public record Diagram(
    String title, List<Lifeline> lifelines, List<Row> rows, List<String> remarks) {
  /** From wide to narrow: a diagram that would be too long has fewer columns. */
  private static final List<Integer> MOST_LIFELINES = List.of(12, 8, 6);

  private static final int LONG = 70;
  private static final int TOO_LONG = 110;
  private static final int MOST_ROWS = 300;

  /** Copies the lists. */
  public Diagram {
    lifelines = List.copyOf(lifelines);
    rows = List.copyOf(rows);
    remarks = List.copyOf(remarks);
  }

  /** Returns the diagram of a recording, folded only as much as needed to keep it short. */
  public static Diagram of(Trace recording) {
    List<Event> events =
        recording.events().stream().filter(e -> !MessageKinds.isSignOfLife(e.kind())).toList();
    for (int most : MOST_LIFELINES) {
      Columns columns = Columns.of(recording, events, most);
      for (Degree degree : Degree.values()) {
        List<Row> rows = Folding.rows(events, columns, degree);
        boolean last = most == MOST_LIFELINES.getLast() && degree == Degree.ALL;
        if (rows.size() <= (degree == Degree.ALL ? TOO_LONG : LONG) || last) {
          return of(recording, columns, rows);
        }
      }
    }
    throw new IllegalStateException("no degree of folding was the last");
  }

  private static Diagram of(Trace recording, Columns columns, List<Row> rows) {
    List<Row> shown = rows.subList(0, Math.min(rows.size(), MOST_ROWS));
    String title = recording.title().isEmpty() ? "Messages" : recording.title();
    return new Diagram(title, columns.lifelines(), shown, remarks(recording, rows, shown));
  }

  private static List<String> remarks(Trace recording, List<Row> rows, List<Row> shown) {
    MessageTotals all = sum(rows);
    List<String> remarks = new ArrayList<>();
    remarks.add(
        "Recorded from %s, which is second 0: %s, %s of payload, in %s."
            .formatted(
                Instant.parse(recording.startedAt()).truncatedTo(ChronoUnit.MILLIS),
                FigureText.count(all.count(), "message"),
                FigureText.bytes(all.payloadBytes()),
                FigureText.count(shown.size(), "row")));
    long signs =
        recording.events().stream()
            .filter(event -> MessageKinds.isSignOfLife(event.kind()))
            .mapToLong(event -> event.sum().count())
            .sum();
    if (signs > 0) {
      remarks.add("Not drawn: " + FigureText.count(signs, "Ping or Pong message") + ".");
    }
    if (shown.size() < rows.size()) {
      MessageTotals left = sum(rows.subList(shown.size(), rows.size()));
      remarks.add(
          "Left out at the end: %s, %s of payload."
              .formatted(
                  FigureText.count(left.count(), "message"),
                  FigureText.bytes(left.payloadBytes())));
    }
    if (recording.missing() > 0) {
      remarks.add(
          "The recording was full: "
              + FigureText.count(recording.missing(), "message")
              + " not recorded.");
    }
    return remarks;
  }

  /** Returns the totals of all arrows. */
  static MessageTotals sum(List<Row> rows) {
    MessageTotals all = MessageTotals.NOTHING;
    for (Row row : rows) {
      if (row instanceof Row.Arrow arrow) {
        all = all.plus(arrow.sum());
      }
    }
    return all;
  }

  int self() {
    for (int i = 0; i < lifelines.size(); i++) {
      if (lifelines.get(i).self()) {
        return i;
      }
    }
    throw new IllegalStateException("a diagram without the recorded node");
  }
}
