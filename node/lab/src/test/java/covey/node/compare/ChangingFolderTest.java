package covey.node.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangingFolderTest {
  private static final long SIZE = 1_000_000;

  @TempDir Path dir;

  @Test
  void filesOfDifferentLengthsAddUp() throws IOException {
    Map<String, byte[]> files = read(ChangingFolder.made(dir, SIZE).root());
    assertThat(files).hasSize(64);
    assertThat(bytes(files)).isEqualTo(SIZE);
    assertThat(files.values().stream().mapToInt(file -> file.length).max().orElse(0))
        .isGreaterThan(50 * files.values().stream().mapToInt(file -> file.length).min().orElse(0));
  }

  @Test
  void exactlyTheReportedChangesAreMade() throws IOException {
    for (double part : new double[] {0.001, 0.1, 0.7, 1}) {
      ChangingFolder folder = ChangingFolder.made(dir.resolve("at-" + part), SIZE);
      // The second change finds what the first has left.
      assertChanged(folder, part);
      assertChanged(folder, part);
    }
  }

  private static void assertChanged(ChangingFolder folder, double part) throws IOException {
    Map<String, byte[]> before = read(folder.root());
    ChangingFolder.Change change = folder.change(part);
    Map<String, byte[]> after = read(folder.root());

    long bytes = 0;
    int changed = 0;
    for (Map.Entry<String, byte[]> file : after.entrySet()) {
      long other = other(before.getOrDefault(file.getKey(), new byte[0]), file.getValue());
      bytes += other;
      changed += other > 0 ? 1 : 0;
    }
    assertThat(change.bytes()).isEqualTo(bytes);
    assertThat(bytes / (double) bytes(before)).isBetween(0.95 * part, 1.05 * part);
    assertThat(change.files() + change.added()).isEqualTo(changed);
    assertThat(after.keySet().stream().filter(name -> !before.containsKey(name))).hasSize(1);
    assertThat(before.keySet().stream().filter(name -> !after.containsKey(name)))
        .hasSize(change.removed())
        .hasSize(1);
  }

  private static long other(byte[] before, byte[] after) {
    long other = Math.max(0, after.length - before.length);
    for (int i = 0; i < Math.min(before.length, after.length); i++) {
      other += before[i] == after[i] ? 0 : 1;
    }
    return other;
  }

  @Test
  void copyIsChangedAndNotTheOriginal() throws IOException {
    Path original = Files.createDirectories(dir.resolve("original"));
    Files.writeString(original.resolve("text"), "as it was");
    Files.createSymbolicLink(original.resolve("link"), Path.of("text"));
    ChangingFolder folder = ChangingFolder.copied(original, dir.resolve("copies"));
    assertThat(folder.root()).isEqualTo(dir.resolve("copies").resolve("original"));
    assertThat(Files.readSymbolicLink(folder.root().resolve("link"))).hasToString("text");
    var change = folder.change(1);
    assertThat(change.removed()).isZero();
    assertThat(change.added()).isOne();
    assertThat(original.resolve("text")).hasContent("as it was");
    assertThat(original).isDirectoryNotContaining("glob:**added*");
  }

  @Test
  void aFileIsCopiedIntoAFolder() throws IOException {
    Path file = Files.writeString(dir.resolve("file.bin"), "0123456789");
    ChangingFolder folder = ChangingFolder.copied(file, dir.resolve("copies"));
    assertThat(folder.root().resolve("file.bin")).hasContent("0123456789");
    assertThat(folder.change(0.5).bytes()).isEqualTo(5);
    assertThat(file).hasContent("0123456789");
  }

  private static Map<String, byte[]> read(Path root) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static long bytes(Map<String, byte[]> files) {
    return files.values().stream().mapToLong(file -> file.length).sum();
  }
}
