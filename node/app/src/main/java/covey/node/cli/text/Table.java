package covey.node.cli.text;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Text in columns that fit the widest cell; columns of numbers are aligned to the right. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();
  private final int columns;

  /** A table without rows. */
  public Table(String... headings) {
    this.columns = headings.length;
    rows.add(List.of(headings));
  }

  /** Adds a row; makes its cells safe for a terminal. */
  public void row(String... cells) {
    if (cells.length != columns) {
      throw new IllegalStateException(cells.length + " cells in a table of " + columns);
    }
    rows.add(java.util.Arrays.stream(cells).map(TerminalText::line).toList());
  }

  /** Prints headings and rows. */
  public void print(PrintStream out) {
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], width(row.get(c)));
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String cell = row.get(c);
        String space = " ".repeat(widths[c] - width(cell));
        boolean right = rows.size() > 1 && isNumber(rows.get(1).get(c));
        line.append(right ? space + cell : cell + space).append("  ");
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private static boolean isNumber(String cell) {
    return !cell.isEmpty()
        && Character.isDigit(cell.charAt(0))
        && cell.matches("[0-9.]+( [KMGTP]?i?B(/s)?)?%?");
  }
}
