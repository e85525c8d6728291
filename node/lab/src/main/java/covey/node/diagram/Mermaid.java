package covey.node.diagram;

import covey.node.trace.MessageKinds;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes a diagram in the language of Mermaid. Text is escaped: every character with a meaning
 * there is written by its number, and so is the first letter of the word "end", which would end a
 * block.
 */
final class Mermaid {
  private static final Pattern END = Pattern.compile("(?i)\\be(?=nd\\b)");

  private Mermaid() {}

  static String of(Diagram diagram) {
    StringBuilder out = new StringBuilder("sequenceDiagram\n");
    out.append("  title ").append(text(diagram.title())).append('\n');
    List<Lifeline> lifelines = diagram.lifelines();
    for (int i = 0; i < lifelines.size(); i++) {
      Lifeline line = lifelines.get(i);
      out.append("  participant p").append(i).append(" as ").append(text(line.title()));
      for (String more : List.of(line.detail(), line.address())) {
        if (!more.isEmpty()) {
          out.append("<br/>").append(text(more));
        }
      }
      out.append('\n');
    }
    for (Row row : diagram.rows()) {
      switch (row) {
        case Row.Arrow arrow ->
            out.append("  p")
                .append(arrow.route().from())
                .append(head(arrow))
                .append('p')
                .append(arrow.route().to())
                .append(": ")
                .append(text(arrow.label() + " (" + arrow.when() + ")"));
        case Row.Note note ->
            out.append("  Note over p")
                .append(diagram.self())
                .append(": ")
                .append(text(note.text() + " (" + note.when() + ")"));
      }
      out.append('\n');
    }
    for (String remark : diagram.remarks()) {
      out.append("  %% ").append(text(remark)).append('\n');
    }
    return out.toString();
  }

  private static String head(Row.Arrow arrow) {
    if (arrow.route().lost()) {
      return "-x";
    }
    return MessageKinds.isAnswer(arrow.kind()) ? "-->>" : "->>";
  }

  private static String text(String text) {
    String safe = DiagramText.escaped(text, Mermaid::byNumber);
    return END.matcher(safe).replaceAll(match -> byNumber(match.group().charAt(0)));
  }

  private static String byNumber(int c) {
    return "#" + c + ";";
  }
}
