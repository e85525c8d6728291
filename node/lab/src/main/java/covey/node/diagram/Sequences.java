package covey.node.diagram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sequence diagrams as files: text for PlantUML, text for Mermaid, a drawing. */
public final class Sequences {
  private Sequences() {}

  /**
   * Writes {@code NAME.puml}, {@code NAME.mmd} and {@code NAME.svg} into {@code dir}, which exists;
   * older ones are replaced.
   */
  public static void write(Path dir, String name, Diagram diagram) throws IOException {
    Files.writeString(dir.resolve(name + ".puml"), PlantUml.of(diagram));
    Files.writeString(dir.resolve(name + ".mmd"), Mermaid.of(diagram));
    Files.writeString(dir.resolve(name + ".svg"), Svg.file(diagram));
  }

  /** The drawing as a part of a page that has {@link #style}. */
  public static String inline(Diagram diagram) {
    return Svg.inline(diagram);
  }

  /** How drawings in a page look. */
  public static String style() throws IOException {
    return Svg.style();
  }
}
