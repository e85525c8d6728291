package covey.node.report;

import covey.node.diagram.Diagram;
import covey.node.diagram.Sequences;
import covey.node.trace.Recording;
import covey.node.trace.RecordingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Recorded exchanges in a report: each is a file {@code sequence-NAME.jsonl} beside the page, out
 * of which its diagrams are drawn.
 */
public final class SequenceSection {
  private static final String PREFIX = "sequence-";
  private static final String SUFFIX = ".jsonl";
  private static final int MOST = 200;
  private static final int SHOWN_AT_ONCE = 40;
  private static final String INTRODUCTION =
      "<p>Recorded in single runs, one for every mode with the fewest nodes and with the most, and"
          + " one for every failure. An arrow may stand for many messages of the same kind; its"
          + " label says how many, and the time at the left from when to when they were. Thick"
          + " arrows carry content, dashed ones answer. Nodes were connected, and had fetched"
          + " another file, before.</p>\n";

  private final Map<String, Diagram> diagrams;

  private SequenceSection(Map<String, Diagram> diagrams) {
    this.diagrams = diagrams;
  }

  /** Stores recordings, by names fit for files, so that a report can be drawn of them. */
  public static void store(Path dir, Map<String, Recording> recordings) throws IOException {
    for (Map.Entry<String, Recording> each : recordings.entrySet()) {
      RecordingFile.write(dir.resolve(PREFIX + each.getKey() + SUFFIX), each.getValue());
    }
  }

  /** Of the recordings that are stored in {@code dir}, in order of their names. */
  static SequenceSection of(Path dir) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(dir)) {
      files = all.filter(SequenceSection::isRecording).sorted().limit(MOST).toList();
    }
    Map<String, Diagram> diagrams = new LinkedHashMap<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      diagrams.put(
          name.substring(0, name.length() - SUFFIX.length()), Diagram.of(RecordingFile.read(file)));
    }
    return new SequenceSection(diagrams);
  }

  private static boolean isRecording(Path file) {
    return file.getFileName().toString().matches(PREFIX + "[a-z0-9-]+\\" + SUFFIX);
  }

  /** Writes each as files beside the page. */
  void write(Path dir) throws IOException {
    for (Map.Entry<String, Diagram> each : diagrams.entrySet()) {
      Sequences.write(dir, each.getKey(), each.getValue());
    }
  }

  /** How it looks; empty if there is none. */
  String style() throws IOException {
    return diagrams.isEmpty() ? "" : Sequences.style();
  }

  /** Its part of the page, without a heading; empty if there is none. */
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
