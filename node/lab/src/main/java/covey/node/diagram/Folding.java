package covey.node.diagram;

import covey.node.trace.Direction;
import covey.node.trace.Event;
import covey.node.trace.MessageKinds;
import covey.node.trace.MessageTotals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into rows, and folds similar events into one row. Every row stands for recorded
 * events, and every event belongs to exactly one row.
 */
final class Folding {
  /** The degree of folding. */
  enum Degree {
    /**
     * Folds messages that come in large numbers, until the two parties exchange another message or
     * pause.
     */
    LITTLE,
    /**
     * Folds messages that come in large numbers and repeated messages with the same text, whatever
     * comes between.
     */
    MUCH,
    /** Folds all messages of the same kind and direction. */
    ALL
  }

  private static final double PAUSE_SECONDS = 1;

  private final Columns columns;
  private final Degree degree;
  private final List<Fold> folds = new ArrayList<>();
  private final Map<Key, Fold> open = new HashMap<>();

  private record Key(Direction way, int place, String kind, String text) {}

  private Folding(Columns columns, Degree degree) {
    this.columns = columns;
    this.degree = degree;
  }

  /** Returns the rows, in the order in which they began. */
  static List<Row> rows(List<Event> events, Columns columns, Degree degree) {
    Folding folding = new Folding(columns, degree);
    events.forEach(folding::take);
    return folding.folds.stream().map(Fold::row).toList();
  }

  private void take(Event event) {
    if (event.way() == Direction.NOTE) {
      open.clear();
      folds.add(new Fold(event, 0));
      return;
    }
    int place = columns.of(event.party());
    boolean foldable =
        MessageKinds.isBulk(event.kind()) || columns.isShared(place) || degree != Degree.LITTLE;
    if (foldable) {
      join(event, place);
    } else {
      open.keySet().removeIf(key -> key.place == place);
      folds.add(new Fold(event, place));
    }
  }

  private void join(Event event, int place) {
    boolean anyText = columns.isShared(place) || degree == Degree.ALL;
    Key key = new Key(event.way(), place, event.kind(), anyText ? "" : event.text());
    Fold fold = open.get(key);
    if (fold == null || (degree == Degree.LITTLE && pauses(fold, event))) {
      fold = new Fold(event, place);
      open.put(key, fold);
      folds.add(fold);
    } else {
      fold.add(event);
    }
  }

  private static boolean pauses(Fold fold, Event event) {
    return MessageKinds.isContent(event.kind()) && event.seconds() - fold.until > PAUSE_SECONDS;
  }

  /** One row that is being built. */
  private final class Fold {
    private final Event first;
    private final int place;
    private double until;
    private MessageTotals sum;
    private @Nullable String text;

    Fold(Event first, int place) {
      this.first = first;
      this.place = place;
      until = first.untilSeconds();
      sum = first.sum();
      text = first.text();
    }

    void add(Event event) {
      until = Math.max(until, event.untilSeconds());
      sum = sum.plus(event.sum());
      text = event.text().equals(text) ? text : null;
    }

    Row row() {
      if (first.way() == Direction.NOTE) {
        return new Row.Note(first.seconds(), first.text());
      }
      boolean outwards = first.way() != Direction.RECEIVED;
      int self = columns.self();
      return new Row.Arrow(
          first.seconds(),
          until,
          new Row.Route(
              outwards ? self : place, outwards ? place : self, first.way() == Direction.LOST),
          first.kind(),
          text == null ? "" : text,
          sum);
    }
  }
}
