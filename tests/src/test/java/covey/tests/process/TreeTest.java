package covey.tests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The listings that end-to-end tests compare show every difference. */
class TreeTest {
  @TempDir private Path dir;

  @Test
  void sameSeedGivesTheSameTree() throws IOException {
    assertThat(Tree.list(Tree.nested(dir.resolve("a"), 1)))
        .isEqualTo(Tree.list(Tree.nested(dir.resolve("b"), 1)))
        .isNotEqualTo(Tree.list(Tree.nested(dir.resolve("c"), 2)));
  }

  @Test
  void everyKindOfDifferenceIsSeen() throws IOException {
    Path tree = Tree.nested(dir.resolve("a"), 1);
    SortedMap<String, String> before = Tree.list(tree);

    Path tool = tree.resolve("a/tool.sh");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rw-r--r--"));
    Files.delete(tree.resolve("a/link"));
    Files.createSymbolicLink(tree.resolve("a/link"), Path.of("one-byte"));
    Files.delete(tree.resolve("empty/inside"));
    Files.write(tree.resolve("a/one-byte"), new byte[] {0, 0});

    SortedMap<String, String> after = Tree.list(tree);
    assertThat(before.keySet())
        .filteredOn(path -> !before.get(path).equals(after.get(path)))
        .containsExactlyInAnyOrder("a/tool.sh", "a/link", "empty/inside", "a/one-byte");
  }

  @Test
  void noTwoLeavesOfAFileAreAlike() throws IOException {
    Path file = Tree.file(dir.resolve("file"), 1, 5_000_000);
    assertThat(file).hasSize(5_000_000);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    Set<ByteBuffer> leaves = new HashSet<>();
    for (int offset = 0; offset < bytes.capacity(); offset += 16_384) {
      int length = Math.min(16_384, bytes.capacity() - offset);
      assertThat(leaves.add(bytes.slice(offset, length))).as("leaf at %d", offset).isTrue();
    }
  }

  @Test
  void manyFilesAreAsManyAsSaid() throws IOException {
    Path tree = Tree.manyFiles(dir.resolve("many"), 1, 400);
    assertThat(Tree.list(tree).values()).filteredOn(what -> what.startsWith("file")).hasSize(400);
  }
}
