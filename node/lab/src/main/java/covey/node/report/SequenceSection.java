package covey.node.report;

import covey.node.diagram.Diagram;
import covey.node.diagram.Sequences;
import covey.node.trace.Trace;
import covey.node.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sequence diagrams in a report. Each is drawn from a file {@code sequence-NAME.jsonl} in the
 * folder of the page.
 */
public final class SequenceSection {
  private static final String PREFIX = "sequence-";
  private static final String SUFFIX = ".jsonl";
  private static final int MOST = 200;
  private static final int SHOWN_AT_ONCE = 40;
  private static final String INTRODUCTION =
      "<p>Each diagram shows one run: for every mode one with the fewest and one with the most"
          + " nodes, and one for every failure. An arrow may stand for many messages of the same"
          + " kind; its label shows their number, and the time at the left when they were sent."
          + " Thick arrows carry content; dashed arrows are answers. All nodes were connected"
          + " before the run and had fetched another file.</p>\n";

  private final Map<String, Diagram> diagrams;

  private SequenceSection(Map<String, Diagram> diagrams) {
    this.diagrams = diagrams;
  }

  /** Stores recordings by names suitable for files, from which a report can be drawn. */
  public static void store(Path dir, Map<String, Trace> recordings) throws IOException {
    for (Map.Entry<String, Trace> each : recordings.entrySet()) {
      TraceFile.write(dir.resolve(PREFIX + each.getKey() + SUFFIX), each.getValue());
    }
  }

  /** Returns the section for the recordings stored in {@code dir}, by name. */
  static SequenceSection of(Path dir) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(dir)) {
      files = all.filter(SequenceSection::isRecording).sorted().limit(MOST).toList();
    }
    Map<String, Diagram> diagrams = new LinkedHashMap<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      diagrams.put(
          name.substring(0, name.length() - SUFFIX.length()), Diagram.of(TraceFile.read(file)));
    }
    return new SequenceSection(diagrams);
  }

  private static boolean isRecording(Path file) {
    return file.getFileName().toString().matches(PREFIX + "[a-z0-9-]+\\" + SUFFIX);
  }

  /** Writes the diagrams as files into the folder of the page. */
  void write(Path dir) throws IOException {
    for (Map.Entry<String, Diagram> each : diagrams.entrySet()) {
      Sequences.write(dir, each.getKey(), each.getValue());
    }
  }

  /** The style sheet; empty if there are no diagrams. */
  String style() throws IOException {
    return diagrams.isEmpty() ? "" : Sequences.style();
  }

  /** The HTML without a heading; empty if there are no diagrams. */
  String html() {
    if (diagrams.isEmpty()) {
      return "";
    }
    List<String> parts = new ArrayList<>(List.of(INTRODUCTION));
    diagrams.forEach((name, diagram) -> parts.add(part(name, diagram)));
    return String.join("", parts);
  }

  private static String part(String name, Diagram diagram) {
    StringBuilder html = new StringBuilder("<details class=\"said\"");
    html.append(diagram.rows().size() <= SHOWN_AT_ONCE ? " open>" : ">").append("\n<summary>");
    html.append(Html.text(diagram.title())).append("</summary>\n<p>");
    html.append(Html.text(String.join(" ", diagram.remarks()))).append(" Files: ");
    for (String kind : List.of(".svg", ".puml", ".mmd", SUFFIX)) {
      html.append("<a href=\"").append(name).append(kind).append("\">");
      html.append(kind.substring(1)).append("</a> ");
    }
    html.append("</p>\n<div class=\"scroll\">\n").append(Sequences.inline(diagram));
    return html.append("</div>\n</details>\n").toString();
  }
}
