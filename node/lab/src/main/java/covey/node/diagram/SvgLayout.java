package covey.node.diagram;

import java.util.ArrayList;
import java.util.List;

/**
 * The layout of a diagram, in pixels. The width of a text is estimated from its length, since
 * servers may have no fonts.
 */
record SvgLayout(List<Integer> columns, List<Integer> rows, int top, int bottom, int width) {
  static final int MOST_LABEL = 66;
  static final int HEAD_HEIGHT = 48;
  static final int TIME_RIGHT = 118;

  private static final double CHARACTER = 6.5;
  private static final int COLUMN = 124;
  private static final int MOST_BESIDE_SELF = 460;
  private static final int LABEL_MARGIN = 34;
  private static final int ROW = 26;
  private static final int TALL_ROW = 34;
  private static final int MARGIN = 16;

  /** Lays out a diagram whose heads begin at {@code top}. */
  static SvgLayout of(Diagram diagram, int top) {
    int self = diagram.self();
    int left = COLUMN;
    int right = COLUMN;
    for (Row row : diagram.rows()) {
      if (row instanceof Row.Arrow arrow) {
        int wanted = (int) (CHARACTER * shown(arrow.label()).length()) + LABEL_MARGIN;
        int needed = Math.min(MOST_BESIDE_SELF, wanted);
        if (Math.min(arrow.route().from(), arrow.route().to()) < self) {
          left = Math.max(left, needed);
        } else {
          right = Math.max(right, needed);
        }
      }
    }
    List<Integer> columns = new ArrayList<>();
    int x = TIME_RIGHT + COLUMN / 2 + MARGIN;
    for (int i = 0; i < diagram.lifelines().size(); i++) {
      columns.add(x);
      x += i + 1 == self ? left : i == self ? right : COLUMN;
    }
    List<Integer> rows = new ArrayList<>();
    int y = top + HEAD_HEIGHT + ROW + 6;
    for (Row row : diagram.rows()) {
      rows.add(y);
      y += isTall(row) ? TALL_ROW : ROW;
    }
    boolean isLast = self == diagram.lifelines().size() - 1;
    int width = columns.getLast() + (isLast ? right : COLUMN / 2) + MARGIN;
    return new SvgLayout(columns, rows, top, y, width);
  }

  private static boolean isTall(Row row) {
    return row instanceof Row.Note
        || (row instanceof Row.Arrow arrow && arrow.route().from() == arrow.route().to());
  }

  /** Returns the part of a label that is shown. */
  static String shown(String label) {
    return inHead(label, MOST_LABEL);
  }

  /** Returns the part of a text that fits into a head. */
  static String inHead(String text, int most) {
    String line = DiagramText.line(text);
    return line.length() <= most ? line : line.substring(0, most - 1) + "\u2026";
  }

  int headWidth() {
    return COLUMN - 10;
  }
}
