package covey.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.node.store.TestShares.FakeSurroundings;
import covey.protocol.content.LeafHasher;
import covey.protocol.content.PieceSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PieceStoreTest {
  @TempDir Path temp;

  private Path source;
  private Path dir;
  private Path state;
  private ImportedContent share;
  private PieceStore seed;

  @BeforeEach
  void shareFolder() throws IOException {
    source = TestShares.folder(temp.resolve("from/photos"));
    dir = temp.resolve("to");
    state = temp.resolve("state");
    share = TestShares.imported(source);
    seed = PieceStore.forImported(share, temp.resolve("seed"));
  }

  @AfterEach
  void closeSeed() throws IOException {
    seed.close();
  }

  @Test
  void downloadedFolderIsTheSharedOne() throws IOException {
    try (PieceStore store = TestShares.download(share, dir, state)) {
      assertThat(store.isComplete()).isFalse();
      TestShares.fetchAll(seed, store);
      assertThat(store.isComplete()).isTrue();
      assertThat(store.have().isFull()).isTrue();
    }
    assertThat(TestShares.imported(dir.resolve("photos")).id()).isEqualTo(share.id());
    assertThat(dir).isDirectoryNotContaining("glob:**/.covey*");
  }

  @Test
  void downloadedSingleFileIsTheSharedOne() throws IOException {
    ImportedContent file = TestShares.imported(source.resolve("big.bin"));
    try (PieceStore from = PieceStore.forImported(file, temp.resolve("seed2"));
        PieceStore store = TestShares.download(file, dir, state)) {
      TestShares.fetchAll(from, store);
      assertThat(store.isComplete()).isTrue();
    }
    assertThat(dir.resolve("big.bin")).hasSameBinaryContentAs(source.resolve("big.bin"));
  }

  @Test
  void shareWithoutBytesIsCompleteAtOnce() throws IOException {
    Path folder = temp.resolve("void");
    TestShares.file(folder.resolve("empty"), 0, 1);
    Files.createDirectories(folder.resolve("folder"));
    try (PieceStore store = TestShares.download(TestShares.imported(folder), dir, state)) {
      assertThat(store.isComplete()).isTrue();
      assertThat(dir.resolve("void/empty")).isEmptyFile();
      assertThat(dir.resolve("void/folder")).isEmptyDirectory();
    }
  }

  @Test
  void wrongBytesAreNotTaken() throws IOException {
    try (PieceStore store = TestShares.download(share, dir, state)) {
      ByteBuffer wrong = ByteBuffer.allocate(store.geometry().lengthBytes(0));
      store.write(0, 0, wrong.duplicate(), new LeafHasher().hashLeaves(wrong));
      assertThat(store.verify(0)).isFalse();
      assertThat(store.have().isEmpty()).isTrue();
      assertThat(TestShares.fetch(seed, store, 0)).isTrue();
    }
  }

  @Test
  void pieceWithoutAllLeafHashesIsReadAgain() throws IOException {
    try (PieceStore store = TestShares.download(share, dir, state)) {
      ByteBuffer data = ByteBuffer.allocate(seed.geometry().lengthBytes(0));
      seed.read(0, 0, data);
      store.write(0, 0, data.flip(), new byte[0]);
      assertThat(store.verify(0)).isTrue();
    }
  }

  @Test
  void pieceNeverWrittenIsWrong() throws IOException {
    try (PieceStore store = TestShares.download(share, dir, state)) {
      assertThat(store.verify(0)).isFalse();
    }
  }

  @Test
  void lateWrongBlockDoesNotDamageAVerifiedPiece() throws IOException {
    try (PieceStore store = TestShares.download(share, dir, state)) {
      TestShares.fetch(seed, store, 0);
      ByteBuffer wrong = ByteBuffer.allocate(store.geometry().lengthBytes(0));
      store.write(0, 0, wrong.duplicate(), new LeafHasher().hashLeaves(wrong));
      assertThat(wrong.hasRemaining()).isTrue();
      assertThat(store.reverify(_ -> {})).isZero();
    }
  }

  @Test
  void layerIsKeptOnlyIfItLeadsToTheRoot() throws IOException {
    PieceStore store = TestShares.download(share, dir, state);
    int big = 2;
    byte[] layer = share.layers().layer(big);
    layer[0] ^= 1;
    assertThat(store.offerLayer(big, layer)).isFalse();
    store.abandon();
    try (PieceStore again = PieceStore.reopen(state).orElseThrow()) {
      assertThat(again.layers().complete()).isTrue();
    }
  }

  @Test
  void partsOfPiecesAreSentAsTheyAre() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(seed.transferTo(1, 0, 1, Channels.newChannel(out))).isEqualTo(1);
    out.reset();
    assertThat(seed.transferTo(0, 100, 5_000, Channels.newChannel(out))).isEqualTo(5_000);
    byte[] file = Files.readAllBytes(source.resolve("a/b/two-pieces"));
    assertThat(out.toByteArray()).isEqualTo(Arrays.copyOfRange(file, 100, 5_100));
    assertThatThrownBy(() -> seed.transferTo(1, 0, 2, Channels.newChannel(out)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void changedFileLosesItsPiecesOnly() throws IOException {
    seed.close();
    Files.write(source.resolve("big.bin"), new byte[300_000]);
    seed = PieceStore.reopen(temp.resolve("seed")).orElseThrow();
    int big = seed.geometry().firstPiece(2);
    assertThat(seed.have().minus(PieceSet.none(seed.geometry().pieceCount())).size())
        .isEqualTo(seed.geometry().pieceCount() - seed.geometry().pieceCountOf(2));
    assertThat(seed.have().contains(big)).isFalse();
  }

  @Test
  void fileChangedWhileSharedIsNoticed() throws IOException {
    Path small = source.resolve("a/small");
    int piece = seed.geometry().firstPiece(1);
    Files.delete(small);
    TestShares.file(small, 10, 99);
    assertThatThrownBy(() -> seed.read(piece, 0, ByteBuffer.allocate(10)))
        .isInstanceOf(ChangedFileException.class)
        .hasMessageContaining(small.toString());
    assertThat(seed.have().contains(piece)).isFalse();
    assertThat(seed.have().size()).isEqualTo(seed.geometry().pieceCount() - 1);
  }

  @Test
  void shortenedFileIsNoticedAtOnce() throws IOException {
    int piece = seed.geometry().firstPiece(2);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    seed.transferTo(piece, 0, 10, Channels.newChannel(out));
    Files.write(source.resolve("big.bin"), new byte[5]);
    assertThatThrownBy(() -> seed.transferTo(piece, 10, 1_000, Channels.newChannel(out)))
        .isInstanceOf(ChangedFileException.class);
  }

  @Test
  void verifyFindsDamageAndADownloadRepairsIt() throws IOException {
    try (PieceStore store = TestShares.download(share, dir, state)) {
      TestShares.fetchAll(seed, store);
      Path big = dir.resolve("photos/big.bin");
      byte[] bytes = Files.readAllBytes(big);
      bytes[70_000] ^= 1;
      Files.write(big, bytes);
      List<Integer> lost = new ArrayList<>();
      assertThat(store.reverify(lost::add)).isEqualTo(1);
      assertThat(lost).containsExactly(store.geometry().firstPiece(2) + 1);
      assertThat(store.isComplete()).isFalse();
      assertThat(TestShares.fetch(seed, store, lost.getFirst())).isTrue();
      assertThat(store.isComplete()).isTrue();
      assertThat(big).hasSameBinaryContentAs(source.resolve("big.bin"));
    }
    assertThat(dir).isDirectoryNotContaining("glob:**/.covey*");
  }

  @Test
  void selectedFilesAreCompleteWithoutTheOthers() throws IOException {
    try (PieceStore store = TestShares.download(share, dir, state)) {
      PieceSet wanted = PieceSet.none(store.geometry().pieceCount());
      wanted.add(store.geometry().firstPiece(1));
      store.select(wanted);
      TestShares.fetch(seed, store, store.geometry().firstPiece(1));
      assertThat(store.isComplete()).isTrue();
      assertThat(dir.resolve("photos/a/small")).exists();
      assertThat(dir).isDirectoryNotContaining("glob:**/.covey*");
      store.select(PieceSet.all(store.geometry().pieceCount()));
      assertThat(store.isComplete()).isFalse();
      TestShares.fetchAll(seed, store);
      assertThat(store.isComplete()).isTrue();
    }
  }

  @Test
  void deletedDataLeavesWhatOthersPutThere() throws IOException {
    PieceStore store = TestShares.download(share, dir, state);
    TestShares.fetchAll(seed, store);
    Files.writeString(dir.resolve("photos/a/mine"), "mine");
    store.deleteData();
    try (var left = Files.walk(dir)) {
      assertThat(left.filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS)))
          .containsExactly(dir.toRealPath().resolve("photos/a/mine"));
    }
  }

  @Test
  void diskFullIsOneLineWithFolderAndNeed() throws IOException {
    FakeSurroundings full = new FakeSurroundings(1_000, false, Optional.empty());
    assertThatThrownBy(() -> TestShares.download(share, dir, state, full))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not enough space in " + temp.toRealPath())
        .hasMessageContaining("needs 357.1 KiB, 1000 bytes are free");
    assertThat(dir).doesNotExist();
  }

  @Test
  void diskThatFillsUpIsOneLineWithFolderAndNeed() throws IOException {
    long[] free = {Long.MAX_VALUE};
    HostPlatform filling =
        new HostPlatform() {
          @Override
          public long freeBytes(Path folder) {
            return free[0];
          }

          @Override
          public boolean ignoresCase(Path folder) {
            return false;
          }

          @Override
          public Optional<String> bootId() {
            return Optional.empty();
          }
        };
    try (PieceStore store = TestShares.download(share, dir, state, filling)) {
      Path work = WorkFolder.of(dir.resolve("photos"), share.id()).file(0);
      Files.createDirectory(work); // Makes the write fail, as a full disk would.
      free[0] = 0;
      assertThatThrownBy(() -> TestShares.fetch(seed, store, 0))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "the disk with %s is full: 'photos' still needs 357.1 KiB, 0 bytes are free",
              dir.toRealPath());
    }
  }

  @Test
  void importedShareIsNeverWrittenTo() throws IOException {
    Files.write(source.resolve("big.bin"), new byte[300_000]);
    assertThat(seed.reverify(_ -> {})).isEqualTo(5);
    assertThatThrownBy(
            () ->
                seed.write(
                    seed.geometry().firstPiece(2), 0, ByteBuffer.allocate(65_536), new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("never written to");
    seed.deleteData();
    assertThat(source.resolve("big.bin")).exists();
  }
}
