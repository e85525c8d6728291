package covey.node.diagram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes sequence diagrams as files, for PlantUML, for Mermaid and as SVG. */
public final class Sequences {
  private Sequences() {}

  /**
   * Writes {@code NAME.puml}, {@code NAME.mmd} and {@code NAME.svg} into the existing folder {@code
   * dir}, and replaces older ones.
   */
  public static void write(Path dir, String name, Diagram diagram) throws IOException {
    Files.writeString(dir.resolve(name + ".puml"), PlantUml.of(diagram));
    Files.writeString(dir.resolve(name + ".mmd"), Mermaid.of(diagram));
    Files.writeString(dir.resolve(name + ".svg"), Svg.file(diagram));
  }

  /** Returns the SVG for a page that has {@link #style}. */
  public static String inline(Diagram diagram) {
    return Svg.inline(diagram);
  }

  /** Returns the style sheet of drawings in a page. */
  public static String style() throws IOException {
    return Svg.style();
  }
}
