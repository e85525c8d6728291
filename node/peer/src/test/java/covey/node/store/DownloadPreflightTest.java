package covey.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.node.store.TestShares.FakeSurroundings;
import covey.protocol.content.PieceSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadPreflightTest {
  @TempDir Path temp;

  private Path dir;
  private Path state;
  private ImportedContent share;
  private PieceStore seed;

  @BeforeEach
  void shareFolder() throws IOException {
    dir = Files.createDirectories(temp.resolve("to"));
    state = temp.resolve("state");
    share = TestShares.imported(TestShares.folder(temp.resolve("from/photos")));
    seed = PieceStore.forImported(share, temp.resolve("seed"));
  }

  @AfterEach
  void closeSeed() throws IOException {
    seed.close();
  }

  @Test
  void filesThatAreThereAreAdopted() throws IOException {
    Path big = dir.resolve("photos/big.bin");
    Files.createDirectories(big.getParent());
    Files.copy(temp.resolve("from/photos/big.bin"), big);
    try (PieceStore store = TestShares.download(share, dir, state)) {
      PieceSet have = store.have();
      assertThat(have.size()).isEqualTo(store.geometry().pieceCountOf(2));
      assertThat(have.contains(store.geometry().firstPiece(2))).isTrue();
      TestShares.fetchAll(seed, store);
      assertThat(store.isComplete()).isTrue();
      store.deleteData();
    }
    assertThat(big).exists();
    assertThat(dir.resolve("photos/run.sh")).doesNotExist();
  }

  @Test
  void wholeFolderThatIsThereIsCompleteAtOnce() throws IOException {
    TestShares.folder(dir.resolve("photos"));
    try (PieceStore store = TestShares.download(share, dir, state)) {
      assertThat(store.isComplete()).isTrue();
    }
    try (PieceStore store = PieceStore.reopen(state).orElseThrow()) {
      assertThat(store.isComplete()).isTrue();
    }
  }

  @Test
  void differentFileIsNeitherReplacedNorTouched() throws IOException {
    Path small = dir.resolve("photos/a/small");
    TestShares.file(small, 10, 77);
    byte[] before = Files.readAllBytes(small);
    refused("small exists and is not what the share has");
    TestShares.file(small, 11, 77);
    refused("small exists and is not what the share has");
    Files.write(small, before);
    assertThat(state).doesNotExist();
    try (var all = Files.walk(dir)) {
      assertThat(all.filter(Files::isRegularFile)).containsExactly(small);
    }
  }

  @Test
  void fileThatAppearsMeanwhileIsNotReplaced() throws IOException {
    Path small = dir.resolve("photos/a/small");
    try (PieceStore store = TestShares.download(share, dir, state)) {
      Files.createDirectories(small.getParent());
      Files.writeString(small, "mine");
      assertThatThrownBy(() -> TestShares.fetch(seed, store, store.geometry().firstPiece(1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("small is in the way");
      assertThat(small).hasContent("mine");
      assertThat(store.isComplete()).isFalse();
      Files.delete(small);
      store.checkpoint();
      assertThat(small).hasSize(10);
    }
  }

  @Test
  void nothingIsWrittenThroughLinkThatStandsForFolder() throws IOException {
    Path outside = Files.createDirectories(temp.resolve("outside"));
    try (PieceStore store = TestShares.download(share, dir, state)) {
      Files.createDirectories(dir.resolve("photos"));
      Files.createSymbolicLink(dir.resolve("photos/a"), outside);
      assertThatThrownBy(() -> TestShares.fetch(seed, store, store.geometry().firstPiece(1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is a link; nothing is written through it");
    }
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void linkInPlaceOfTheRootIsRefused() throws IOException {
    Path outside = Files.createDirectories(temp.resolve("outside"));
    Files.createSymbolicLink(dir.resolve("photos"), outside);
    refused("photos exists and is not a folder");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void linkInPlaceOfWorkFileIsNotFollowed() throws IOException {
    Path outside = TestShares.file(temp.resolve("outside"), 10, 5);
    byte[] before = Files.readAllBytes(outside);
    try (PieceStore store = TestShares.download(share, dir, state)) {
      Files.createSymbolicLink(WorkFolder.of(dir.resolve("photos"), share.id()).file(1), outside);
      assertThatThrownBy(() -> TestShares.fetch(seed, store, store.geometry().firstPiece(1)))
          .isInstanceOf(IOException.class);
    }
    assertThat(outside).hasBinaryContent(before);
  }

  @Test
  void linksAreMadeLast() throws IOException {
    try (PieceStore store = TestShares.download(share, dir, state)) {
      int last = store.geometry().pieceCount() - 1;
      for (int piece = 0; piece < last; piece++) {
        TestShares.fetch(seed, store, piece);
      }
      assertThat(Files.exists(dir.resolve("photos/a/link"), LinkOption.NOFOLLOW_LINKS)).isFalse();
      TestShares.fetch(seed, store, last);
      assertThat(dir.resolve("photos/a/link")).isSymbolicLink();
    }
  }

  @Test
  void namesThatDifferOnlyInCaseAreRefusedWhereTheyAreOne() throws IOException {
    TestShares.file(temp.resolve("s/A/x"), 1, 1);
    TestShares.file(temp.resolve("s/a/y"), 1, 1);
    ImportedContent both = TestShares.imported(temp.resolve("s"));
    FakeSurroundings folding = new FakeSurroundings(Long.MAX_VALUE, true, Optional.empty());
    assertThatThrownBy(() -> TestShares.download(both, dir, state, folding))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'a' and 'A' differ only in case");
    assertThat(dir).isEmptyDirectory();
    TestShares.download(both, dir, state, FakeSurroundings.ROOMY).close();
  }

  @Test
  void machineTellsWhetherCaseMatters() throws IOException {
    boolean same = Files.exists(Files.createFile(dir.resolve("probe")).resolveSibling("PROBE"));
    assertThat(HostPlatform.ofMachine().ignoresCase(dir)).isEqualTo(same);
    assertThat(HostPlatform.ofMachine().freeBytes(dir)).isPositive();
  }

  @Test
  void secondDownloadIntoTheSameFolderIsRefused() throws IOException {
    try (PieceStore _ = TestShares.download(share, dir, state)) {
      assertThatThrownBy(() -> TestShares.download(share, dir, temp.resolve("state2")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another download of the same share");
    }
  }

  private void refused(String message) {
    assertThatThrownBy(() -> TestShares.download(share, dir, state))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }
}
