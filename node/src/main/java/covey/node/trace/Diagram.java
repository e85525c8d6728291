package covey.node.trace;

import covey.node.trace.Folding.Degree;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A recording as a UML sequence diagram. Long exchanges are folded, and what is left out is said;
 * nothing is in it that was not recorded.
 *
 * @param title what it is about
 * @param lifelines its columns, from left to right
 * @param rows from top to bottom
 * @param remarks what has to be known of it, sentence by sentence
 */
public record Diagram(
    String title, List<Lifeline> lifelines, List<Row> rows, List<String> remarks) {
  private static final int MOST_LIFELINES = 12;
  private static final int ROWS_BEFORE_FOLDING_MORE = 70;
  private static final int MOST_ROWS = 300;

  /** Copies the lists. */
  public Diagram {
    lifelines = List.copyOf(lifelines);
    rows = List.copyOf(rows);
    remarks = List.copyOf(remarks);
  }

  /** Of a recording: no more folded than it needs to be to be seen at a glance. */
  public static Diagram of(Recording recording) {
    Columns columns = Columns.of(recording, MOST_LIFELINES);
    List<Row> rows = List.of();
    for (Degree degree : Degree.values()) {
      rows = Folding.rows(recording.events(), columns, degree);
      if (rows.size() <= ROWS_BEFORE_FOLDING_MORE) {
        break;
      }
    }
    List<Row> shown = rows.subList(0, Math.min(rows.size(), MOST_ROWS));
    List<String> remarks = new ArrayList<>();
    remarks.add(
        "Recorded from "
            + Instant.parse(recording.startedAt()).truncatedTo(ChronoUnit.MILLIS)
            + " on: "
            + Figures.count(sum(rows).count(), "message")
            + ", "
            + Figures.bytes(sum(rows).payloadBytes())
            + " of payload, in "
            + Figures.count(shown.size(), "row")
            + "; seconds count from there.");
    if (shown.size() < rows.size()) {
      Sum left = sum(rows.subList(shown.size(), rows.size()));
      remarks.add(
          "Left out at the end: "
              + Figures.count(left.count(), "message")
              + ", "
              + Figures.bytes(left.payloadBytes())
              + " of payload.");
    }
    if (recording.missing() > 0) {
      remarks.add(
          "The recording was full: "
              + Figures.count(recording.missing(), "more message")
              + " were not recorded.");
    }
    String title = recording.title().isEmpty() ? "What was said" : recording.title();
    return new Diagram(title, columns.lifelines(), shown, remarks);
  }

  /** What all of its arrows come to. */
  static Sum sum(List<Row> rows) {
    Sum all = Sum.NOTHING;
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
    throw new IllegalStateException("a diagram without the node that was recorded");
  }
}
