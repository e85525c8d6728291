package covey.node.diagram;

import covey.node.trace.MessageKinds;
import java.util.List;

/**
 * Writes a diagram in the language of PlantUML. Text is escaped: every character that could start
 * markup or a preprocessor call is written by its number.
 */
final class PlantUml {
  private PlantUml() {}

  static String of(Diagram diagram) {
    StringBuilder out = new StringBuilder("@startuml\n");
    out.append("title ").append(text(diagram.title())).append('\n');
    List<Lifeline> lifelines = diagram.lifelines();
    for (int i = 0; i < lifelines.size(); i++) {
      Lifeline line = lifelines.get(i);
      out.append("participant \"").append(text(line.title()));
      for (String more : List.of(line.detail(), line.address())) {
        if (!more.isEmpty()) {
          out.append("\\n").append(text(more));
        }
      }
      out.append("\" as p").append(i).append('\n');
    }
    for (Row row : diagram.rows()) {
      switch (row) {
        case Row.Arrow arrow -> arrow(out, arrow);
        case Row.Note note ->
            out.append("note over p")
                .append(diagram.self())
                .append(" : ")
                .append(text(note.text() + " (" + note.when() + ")"))
                .append('\n');
      }
    }
    out.append("footer ").append(text(String.join(" ", diagram.remarks()))).append('\n');
    return out.append("@enduml\n").toString();
  }

  private static void arrow(StringBuilder out, Row.Arrow arrow) {
    String dashes = MessageKinds.isAnswer(arrow.kind()) ? "-->" : "->";
    out.append('p').append(arrow.route().from()).append(' ');
    out.append(dashes).append(arrow.route().lost() ? "x" : "");
    out.append(" p").append(arrow.route().to()).append(" : ");
    out.append(text(arrow.label() + " (" + arrow.when() + ")")).append('\n');
  }

  private static String text(String text) {
    return DiagramText.escaped(text, "<U+%04X>"::formatted);
  }
}
