package covey.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.node.store.ImportProgress;
import covey.node.store.Importer;
import covey.protocol.content.PieceGeometry;
import covey.protocol.content.ShareInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files a user's globs select. */
class FileSelectionTest {
  private static final ImportProgress UNHEARD =
      new ImportProgress() {
        @Override
        public void discovered(long totalBytes, int files) {}

        @Override
        public void hashed(long bytes) {}
      };

  @TempDir Path folder;
  private ShareInfo info;

  @BeforeEach
  void share() throws IOException {
    for (String file : List.of("a.jpg", "b.png", "sub/c.jpg", "sub/d[1].txt")) {
      Path path = folder.resolve("photos").resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, file);
    }
    info = Importer.read(folder.resolve("photos"), null, UNHEARD).info();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "f[", "{a", "*[", "\\"})
  void globThatCannotBeParsedIsInvalid(String glob) {
    assertThatThrownBy(() -> FileSelection.check(List.of("*.jpg", glob)))
        .isInstanceOfSatisfying(
            NodeProblem.class, e -> assertThat(e.kind()).isEqualTo(NodeProblem.Kind.INVALID))
        .hasMessageStartingWith("'" + glob + "' is not a valid pattern: ");
  }

  @Test
  void globsSelectFilesByTheirPathInTheShare() throws NodeProblem {
    assertThat(selected("*.jpg")).isEqualTo(1);
    assertThat(selected("**.jpg")).isEqualTo(2);
    assertThat(selected("sub/*", "b.png")).isEqualTo(3);
    assertThat(selected("sub/d\\[1\\].txt")).isEqualTo(1);
    assertThat(selected()).isEqualTo(4);
  }

  @Test
  void globsThatMatchNoFileAreNotFound() {
    assertThatThrownBy(() -> selected("*.gif", "x"))
        .isInstanceOfSatisfying(
            NodeProblem.class, e -> assertThat(e.kind()).isEqualTo(NodeProblem.Kind.NOT_FOUND))
        .hasMessage(
            "no file of 'photos' matches '*.gif', 'x'; its files: a.jpg, b.png, sub/c.jpg, and 1"
                + " more");
  }

  @Test
  void unionSelectsWhatEitherSelects() {
    assertThat(FileSelection.union(List.of("a", "b"), List.of("b", "c")))
        .containsExactly("a", "b", "c");
    assertThat(FileSelection.union(List.of(), List.of("a"))).isEmpty();
    assertThat(FileSelection.union(List.of("a"), List.of())).isEmpty();
  }

  private int selected(String... globs) throws NodeProblem {
    return FileSelection.pieces(List.of(globs), info, PieceGeometry.of(info)).size();
  }
}
