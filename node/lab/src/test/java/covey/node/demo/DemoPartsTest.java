package covey.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoPartsTest {
  @TempDir private Path folder;

  @Test
  void equalFoldersHaveNoDifference() throws IOException {
    assertThat(FolderComparison.difference(tree("a", "bytes"), tree("b", "bytes"))).isEmpty();
  }

  @Test
  void differentBytesAreFound() throws IOException {
    assertThat(FolderComparison.difference(tree("a", "bytes"), tree("b", "bytez")))
        .hasValueSatisfying(line -> assertThat(line).contains("file", "differs"));
  }

  @Test
  void missingAndAdditionalFilesAreFound() throws IOException {
    Path left = tree("a", "bytes");
    Path right = tree("b", "bytes");
    Files.writeString(right.resolve("more"), "");
    assertThat(FolderComparison.difference(left, right)).isPresent();
    assertThat(FolderComparison.difference(right, left))
        .hasValueSatisfying(line -> assertThat(line).contains("missing"));
    assertThat(FolderComparison.difference(left, folder.resolve("nowhere"))).isPresent();
  }

  private Path tree(String name, String content) throws IOException {
    Path root = folder.resolve(name);
    Files.createDirectories(root.resolve("sub"));
    Files.writeString(root.resolve("sub").resolve("file"), content);
    return root;
  }
}
