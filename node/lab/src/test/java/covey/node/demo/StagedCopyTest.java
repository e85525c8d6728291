package covey.node.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedCopyTest {
  @TempDir private Path folder;
  private Path source = Path.of("");
  private Path target = Path.of("");

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectories(folder.resolve("source"));
    target = folder.resolve("target");
    Files.createDirectories(source.resolve("sub").resolve("empty"));
    Files.writeString(source.resolve("sub").resolve("file"), "inside");
    Files.writeString(folder.resolve("outside"), "outside");
  }

  @Test
  void filesFoldersAndLinksThatStayAreKept() throws IOException {
    Files.createSymbolicLink(source.resolve("link"), Path.of("sub/file"));
    assertThat(copy()).isEqualTo(new StagedCopy.Changes(0, 0));
    assertThat(FolderComparison.difference(source, target)).isEmpty();
  }

  @Test
  void linksThatLeadOutBecomeTheFilesTheyLeadTo() throws IOException {
    Files.createSymbolicLink(source.resolve("absolute"), folder.resolve("outside"));
    Files.createSymbolicLink(source.resolve("sub").resolve("up"), Path.of("../../outside"));
    assertThat(copy()).isEqualTo(new StagedCopy.Changes(2, 0));
    assertThat(target.resolve("absolute")).isRegularFile().hasContent("outside");
    assertThat(target.resolve("sub/up")).isRegularFile().hasContent("outside");
    assertThat(Files.isSymbolicLink(target.resolve("sub/up"))).isFalse();
  }

  @Test
  void linksThatLeadOutToNonFilesAreLeftOut() throws IOException {
    Files.createSymbolicLink(source.resolve("gone"), folder.resolve("nowhere"));
    Files.createSymbolicLink(source.resolve("folder"), folder);
    assertThat(copy()).isEqualTo(new StagedCopy.Changes(0, 2));
    assertThat(target.resolve("gone")).doesNotExist();
    assertThat(Files.exists(target.resolve("folder"), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void refusalOfTheCopierEndsTheCopy() {
    assertThatThrownBy(
            () ->
                StagedCopy.make(
                    source,
                    target,
                    (from, to) -> {
                      throw new IOException("too late");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("too late");
  }

  private StagedCopy.Changes copy() throws IOException {
    return StagedCopy.make(source, target, Files::copy);
  }
}
