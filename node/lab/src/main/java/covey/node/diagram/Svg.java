package covey.node.diagram;

import com.google.common.html.HtmlEscapers;
import com.google.common.io.Resources;
import covey.node.trace.MessageKinds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Draws a diagram as SVG, in the light or dark colour scheme of the viewer. */
final class Svg {
  private static final int TITLE_HEIGHT = 34;
  private static final int REMARK_HEIGHT = 18;
  private static final int NAME_CHARACTERS = 15;
  private static final int DETAIL_CHARACTERS = 21;
  private static final int TIP = 7;

  private final Diagram diagram;
  private final SvgLayout layout;
  private final StringBuilder out = new StringBuilder();

  private Svg(Diagram diagram, int top) {
    this.diagram = diagram;
    layout = SvgLayout.of(diagram, top);
  }

  /** Returns the style sheet, with colours and fonts. */
  static String style() throws IOException {
    return Resources.toString(
        Resources.getResource(Svg.class, "sequence.css"), StandardCharsets.UTF_8);
  }

  /** Returns a whole file: title, drawing, remarks. */
  static String file(Diagram diagram) throws IOException {
    Svg svg = new Svg(diagram, TITLE_HEIGHT);
    svg.begin(REMARK_HEIGHT * diagram.remarks().size());
    svg.out.append("<style>\n").append(style()).append("</style>\n");
    svg.text("title", 16, 22, diagram.title());
    svg.draw();
    int y = svg.layout.bottom() + SvgLayout.HEAD_HEIGHT + REMARK_HEIGHT;
    for (String remark : diagram.remarks()) {
      svg.text("remark", 16, y, remark);
      y += REMARK_HEIGHT;
    }
    return svg.out.append("</svg>\n").toString();
  }

  /** Returns the drawing for a page that has {@link #style}, title and remarks. */
  static String inline(Diagram diagram) {
    Svg svg = new Svg(diagram, 4);
    svg.begin(0);
    svg.draw();
    return svg.out.append("</svg>\n").toString();
  }

  private void begin(int more) {
    int height = layout.bottom() + SvgLayout.HEAD_HEIGHT + 12 + more;
    out.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sequence\" role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" aria-label=\"%s\">\n"
            .formatted(layout.width(), height, layout.width(), height, escaped(diagram.title())));
  }

  private void draw() {
    List<Lifeline> lifelines = diagram.lifelines();
    for (int i = 0; i < lifelines.size(); i++) {
      int x = layout.columns().get(i);
      path(
          "life", "M%d %d V%d".formatted(x, layout.top() + SvgLayout.HEAD_HEIGHT, layout.bottom()));
      head(lifelines.get(i), x, layout.top());
      head(lifelines.get(i), x, layout.bottom());
    }
    for (int i = 0; i < diagram.rows().size(); i++) {
      Row row = diagram.rows().get(i);
      int y = layout.rows().get(i);
      switch (row) {
        case Row.Arrow arrow -> arrow(arrow, y);
        case Row.Note note -> note(note, y);
      }
    }
  }

  private void head(Lifeline lifeline, int x, int y) {
    int width = layout.headWidth();
    out.append(
        "<g><title>%s</title><rect class=\"head%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/>"
            .formatted(
                escaped(lifeline.title() + " " + lifeline.detail() + " " + lifeline.address()),
                lifeline.self() ? " self" : "",
                x - width / 2,
                y,
                width,
                SvgLayout.HEAD_HEIGHT));
    text("name", x, y + 17, SvgLayout.inHead(lifeline.title(), NAME_CHARACTERS));
    text("detail", x, y + 30, SvgLayout.inHead(lifeline.detail(), DETAIL_CHARACTERS));
    text("detail", x, y + 42, SvgLayout.inHead(lifeline.address(), DETAIL_CHARACTERS));
    out.append("</g>\n");
  }

  private void arrow(Row.Arrow arrow, int y) {
    int from = layout.columns().get(arrow.route().from());
    int to = layout.columns().get(arrow.route().to());
    out.append("<g class=\"").append(style(arrow)).append("\"><title>");
    out.append(escaped(arrow.when() + ": " + arrow.label())).append("</title>");
    text("time", SvgLayout.TIME_RIGHT, y + 3, arrow.when());
    int self = layout.columns().get(diagram.self());
    if (from == to) {
      path("arrow", "M%d %d h26 v10 h-%d".formatted(from, y - 6, 26 - TIP));
      tip(from, y + 4, -1);
      text("label", from + 32, y, arrow.label());
    } else {
      int direction = Integer.signum(to - from);
      int end = arrow.route().lost() ? to - direction * 14 : to;
      path(
          "arrow",
          "M%d %d H%d".formatted(from, y, end - direction * (arrow.route().lost() ? 0 : TIP)));
      if (arrow.route().lost()) {
        path("arrow", "M%d %d l8 8 m0 -8 l-8 8".formatted(end - 4, y - 4));
      } else {
        tip(end, y, direction);
      }
      boolean isLeft = Math.min(from, to) < self;
      text(isLeft ? "label left" : "label", isLeft ? self - 12 : self + 12, y - 5, arrow.label());
    }
    out.append("</g>\n");
  }

  private void note(Row.Note note, int y) {
    int left = layout.columns().getFirst() - layout.headWidth() / 2;
    int right = layout.width() - 16;
    out.append("<g><title>").append(escaped(note.when() + ": " + note.text())).append("</title>");
    text("time", SvgLayout.TIME_RIGHT, y + 3, note.when());
    out.append(
        "<rect class=\"note\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"22\" rx=\"2\"/>"
            .formatted(left, y - 16, right - left));
    text("noted", (left + right) / 2, y, note.text());
    out.append("</g>\n");
  }

  private static String style(Row.Arrow arrow) {
    if (arrow.route().lost()
        || arrow.kind().equals(MessageKinds.ENDED)
        || arrow.kind().equals(MessageKinds.SILENCE)) {
      return "lost";
    }
    return MessageKinds.isContent(arrow.kind())
        ? "content"
        : MessageKinds.isAnswer(arrow.kind()) ? "answer" : "message";
  }

  private void tip(int x, int y, int direction) {
    int back = x - direction * (TIP + 2);
    path("tip", "M%d %d L%d %d L%d %d z".formatted(x, y, back, y - 4, back, y + 4));
  }

  private void path(String style, String data) {
    out.append("<path class=\"").append(style).append("\" d=\"").append(data).append("\"/>");
  }

  private void text(String style, int x, int y, String text) {
    out.append("<text class=\"%s\" x=\"%d\" y=\"%d\">".formatted(style, x, y));
    boolean isLabel = style.startsWith("label") || style.equals("noted");
    out.append(escaped(isLabel ? SvgLayout.shown(text) : text)).append("</text>");
  }

  private static String escaped(String text) {
    return HtmlEscapers.htmlEscaper().escape(DiagramText.line(text));
  }
}
