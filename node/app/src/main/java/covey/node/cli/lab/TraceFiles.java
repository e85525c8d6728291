package covey.node.cli.lab;

import covey.node.cli.text.Screen;
import covey.node.diagram.Diagram;
import covey.node.diagram.Sequences;
import covey.node.trace.Trace;
import covey.node.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a recording and its diagram into a folder. */
final class TraceFiles {
  private final Path folder;
  private final Screen screen;

  TraceFiles(Path folder, Screen screen) {
    this.folder = folder;
    this.screen = screen;
  }

  /** Writes both and prints the path of the diagram. */
  void write(Trace recording) throws IOException {
    Files.createDirectories(folder);
    TraceFile.write(folder.resolve("trace.jsonl"), recording);
    Sequences.write(folder, "sequence", Diagram.of(recording));
    screen.note("covey: diagram written to " + folder.resolve("sequence.svg"));
  }
}
