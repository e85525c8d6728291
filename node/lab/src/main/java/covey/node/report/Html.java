package covey.node.report;

import com.google.common.html.HtmlEscapers;
import java.util.List;

/** Escapes and formats text for a page. */
final class Html {
  private Html() {}

  /** Escapes text for element content or a quoted attribute value. */
  static String text(String text) {
    return HtmlEscapers.htmlEscaper().escape(text);
  }

  /** Returns a table that scrolls horizontally; cells that start with a digit are right-aligned. */
  static String table(List<String> headings, List<List<String>> rows) {
    StringBuilder html = new StringBuilder("<div class=\"scroll\"><table>\n<thead>");
    html.append(row("th", headings, rows.isEmpty() ? headings : rows.getFirst()));
    html.append("</thead>\n<tbody>\n");
    rows.forEach(cells -> html.append(row("td", cells, cells)));
    return html.append("</tbody>\n</table></div>\n").toString();
  }

  /** Returns a list of names and their values. */
  static String facts(List<List<String>> pairs) {
    StringBuilder html = new StringBuilder("<dl>\n");
    for (List<String> pair : pairs) {
      html.append("<dt>").append(text(pair.getFirst())).append("</dt><dd>");
      html.append(text(pair.getLast())).append("</dd>\n");
    }
    return html.append("</dl>\n").toString();
  }

  private static String row(String element, List<String> cells, List<String> like) {
    StringBuilder html = new StringBuilder("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      html.append('<').append(element).append(isFigure(like.get(i)) ? " class=\"figure\">" : ">");
      html.append(text(cells.get(i))).append("</").append(element).append('>');
    }
    return html.append("</tr>\n").toString();
  }

  private static boolean isFigure(String cell) {
    return cell.matches("-|-?[0-9].*");
  }
}
