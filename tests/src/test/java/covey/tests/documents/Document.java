package covey.tests.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Markdown document of the repository. */
record Document(Path file, List<String> lines) {
  private static final String FENCE = "```";

  /**
   * A fenced block.
   *
   * @param section the heading above it
   * @param language what follows the opening fence
   * @param line the number of the opening fence's line, from 1
   */
  record Block(String section, String language, int line, List<String> lines) {}

  /** Reads a document by its path in the repository. */
  static Document read(String path) throws IOException {
    Path file = root().resolve(path);
    return new Document(file, Files.readAllLines(file));
  }

  /** The top of the repository. */
  static Path root() throws IOException {
    return Path.of(System.getProperty("covey.root", "..")).toRealPath();
  }

  /** All fenced blocks, in order. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    String section = "";
    int open = -1;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (open < 0 && line.startsWith("#")) {
        section = line.replaceFirst("^#+ *", "");
      } else if (line.startsWith(FENCE)) {
        if (open >= 0) {
          String language = lines.get(open).substring(FENCE.length()).strip();
          blocks.add(new Block(section, language, open + 1, lines.subList(open + 1, i)));
        }
        open = open < 0 ? i : -1;
      }
    }
    return blocks;
  }
}
