package covey.tests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The form of the documents. */
class DocumentsTest {
  private static final int MOST_LINES_OF_README = 120;
  private static final int MOST_CHARACTERS = 120;
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]+)(#[^)]*)?\\)");

  @Test
  void readmeIsShort() throws IOException {
    assertThat(Document.read("README.md").lines()).hasSizeLessThanOrEqualTo(MOST_LINES_OF_README);
  }

  @Test
  void everyBlockOfTheReadmeIsRun() throws IOException {
    // ReadmeIT runs all blocks of this kind.
    assertThat(Document.read("README.md").blocks())
        .isNotEmpty()
        .allMatch(block -> block.language().equals("console"));
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Document document : all()) {
      for (String line : document.lines()) {
        Matcher link = LINK.matcher(line);
        while (link.find()) {
          Path target = document.file().resolveSibling(link.group(1));
          if (!Files.exists(target)) {
            dead.add(document.file() + " -> " + link.group(1));
          }
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void linesAreShortButThoseOfTables() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (String name : List.of("README.md", "docs/protocol.md", "docs/http-api.md")) {
      for (String line : Document.read(name).lines()) {
        if (line.codePointCount(0, line.length()) > MOST_CHARACTERS && !line.startsWith("|")) {
          tooLong.add(name + ": " + line);
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }

  private static List<Document> all() throws IOException {
    List<Document> documents = new ArrayList<>();
    Path root = Document.root();
    try (Stream<Path> top = Files.list(root);
        Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      for (Path file :
          Stream.concat(top, docs).filter(f -> f.toString().endsWith(".md")).toList()) {
        documents.add(Document.read(root.relativize(file).toString()));
      }
    }
    return documents;
  }
}
