package covey.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.node.store.TestShares.FakeSurroundings;
import covey.protocol.content.PieceSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
  @TempDir Path temp;

  private Path dir;
  private Path state;
  private ImportedContent share;
  private PieceStore seed;

  @BeforeEach
  void shareFolder() throws IOException {
    dir = temp.resolve("to");
    state = temp.resolve("state");
    share = TestShares.imported(TestShares.folder(temp.resolve("from/photos")));
    seed = PieceStore.forImported(share, temp.resolve("seed"));
  }

  @AfterEach
  void closeSeed() throws IOException {
    seed.close();
  }

  @Test
  void nothingIsReopenedWhereNothingWasKept() throws IOException {
    assertThat(PieceStore.reopen(temp.resolve("absent"))).isEmpty();
  }

  /** Kills after every piece, with and without a checkpoint before it. */
  @Test
  void killAfterAnyPieceLosesNone() throws IOException {
    PieceStore store = TestShares.download(share, dir, state);
    int fetched = 0;
    while (!store.isComplete()) {
      int piece = seed.have().minus(store.have()).nextSet(0);
      assertThat(TestShares.fetch(seed, store, piece)).isTrue();
      fetched++;
      if (piece % 3 == 1) {
        store.checkpoint();
      }
      PieceSet had = store.have();
      store.abandon();
      store = PieceStore.reopen(state).orElseThrow();
      assertThat(store.have()).isEqualTo(had);
    }
    store.close();
    assertThat(fetched).isEqualTo(seed.geometry().pieceCount());
    assertSameAsShared();
  }

  /** Goes on from the state of every earlier instant, with the files of the last one. */
  @Test
  void anyOlderStateLeadsToTheSameFolder() throws IOException {
    PieceStore store = TestShares.download(share, dir, state);
    int steps = 0;
    for (int piece = 0; piece < seed.geometry().pieceCount(); piece++) {
      copy(state, temp.resolve("old-" + steps++));
      TestShares.fetch(seed, store, piece);
      copy(state, temp.resolve("old-" + steps++));
      store.checkpoint();
    }
    store.abandon();
    for (int step = 0; step < steps; step++) {
      try (PieceStore again = PieceStore.reopen(temp.resolve("old-" + step)).orElseThrow()) {
        TestShares.offerLayers(share, again);
        TestShares.fetchAll(seed, again);
        assertThat(again.isComplete()).isTrue();
      }
      assertSameAsShared();
    }
  }

  @Test
  void brokenProgressMeansHashingNotBelieving() throws IOException {
    PieceStore store = TestShares.download(share, dir, state);
    fetchSome(store, 4);
    PieceSet had = store.have();
    store.close();
    Path progress = state.resolve("progress");
    byte[] bytes = Files.readAllBytes(progress);
    bytes[bytes.length / 2] ^= 4;
    Files.write(progress, bytes);
    spoilWorkFile(2);
    try (PieceStore again = PieceStore.reopen(state).orElseThrow()) {
      had.remove(again.geometry().firstPiece(2));
      assertThat(again.have()).isEqualTo(had);
    }
  }

  @Test
  void snapshotIsBelievedWithoutHashing() throws IOException {
    PieceStore store = TestShares.download(share, dir, state);
    fetchSome(store, 4);
    PieceSet had = store.have();
    store.close();
    spoilWorkFile(2); // Would be noticed if it were hashed.
    try (PieceStore again = PieceStore.reopen(state).orElseThrow()) {
      assertThat(again.have()).isEqualTo(had);
      assertThat(again.reverify(_ -> {})).isEqualTo(1);
    }
  }

  @Test
  void piecesSinceTheSnapshotAreHashedAgain() throws IOException {
    PieceStore store = TestShares.download(share, dir, state);
    fetchSome(store, 4);
    PieceSet had = store.have();
    store.abandon();
    spoilWorkFile(2);
    try (PieceStore again = PieceStore.reopen(state).orElseThrow()) {
      had.remove(again.geometry().firstPiece(2));
      assertThat(again.have()).isEqualTo(had);
    }
  }

  @Test
  void unsyncedPiecesAreHashedAgainAfterTheMachineStarted() throws IOException {
    PieceStoreOpener before = new PieceStoreOpener(FakeSurroundings.ROOMY);
    PieceStore store = TestShares.download(share, dir, state, FakeSurroundings.ROOMY);
    fetchSome(store, 4);
    PieceSet had = store.have();
    store.checkpoint(); // 300 KB: too small to be forced while pieces arrive
    store.abandon();
    spoilWorkFile(2);
    PieceStore sameBoot = before.reopen(state).orElseThrow();
    assertThat(sameBoot.have()).isEqualTo(had);
    sameBoot.abandon();
    PieceStoreOpener after = new PieceStoreOpener(FakeSurroundings.ROOMY.rebooted());
    try (PieceStore again = after.reopen(state).orElseThrow()) {
      had.remove(again.geometry().firstPiece(2));
      assertThat(again.have()).isEqualTo(had);
    }
  }

  @Test
  void filesLostInPowerCutAreMended() throws IOException {
    PieceStore store = TestShares.download(share, dir, state, FakeSurroundings.ROOMY);
    TestShares.fetchAll(seed, store);
    store.checkpoint();
    store.abandon();
    Files.write(dir.resolve("photos/a/small"), new byte[0]);
    PieceStoreOpener after = new PieceStoreOpener(FakeSurroundings.ROOMY.rebooted());
    try (PieceStore again = after.reopen(state).orElseThrow()) {
      assertThat(again.have().size()).isEqualTo(again.geometry().pieceCount() - 1);
      TestShares.fetchAll(seed, again);
      assertThat(again.isComplete()).isTrue();
    }
    assertSameAsShared();
  }

  @Test
  void fileTheUserChangedIsNotTouched() throws IOException {
    PieceStore store = TestShares.download(share, dir, state);
    TestShares.fetchAll(seed, store);
    store.close();
    Path small = dir.resolve("photos/a/small");
    Files.writeString(small, "user's own");
    try (PieceStore again = PieceStore.reopen(state).orElseThrow()) {
      int piece = again.geometry().firstPiece(1);
      assertThat(again.have().size()).isEqualTo(again.geometry().pieceCount() - 1);
      assertThatThrownBy(() -> TestShares.fetch(seed, again, piece))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("small was changed here");
    }
    assertThat(small).hasContent("user's own");
  }

  @Test
  void touchedFileIsHashedAndKept() throws IOException {
    seed.close();
    Files.setLastModifiedTime(temp.resolve("from/photos/big.bin"), FileTime.fromMillis(1_000_000));
    seed = PieceStore.reopen(temp.resolve("seed")).orElseThrow();
    assertThat(seed.have().isFull()).isTrue();
    seed.read(seed.geometry().firstPiece(2), 0, ByteBuffer.allocate(10));
  }

  @Test
  void deletedFileIsFetchedAgain() throws IOException {
    PieceStore store = TestShares.download(share, dir, state);
    TestShares.fetchAll(seed, store);
    store.close();
    Files.delete(dir.resolve("photos/big.bin"));
    try (PieceStore again = PieceStore.reopen(state).orElseThrow()) {
      assertThat(again.isComplete()).isFalse();
      TestShares.fetchAll(seed, again);
      assertThat(again.isComplete()).isTrue();
    }
    assertSameAsShared();
  }

  @Test
  void killBetweenTheTwoStepsOfPlacingIsHarmless() throws IOException {
    PieceStore store = TestShares.download(share, dir, state);
    for (int i = 0; i < 4; i++) {
      TestShares.fetch(seed, store, seed.geometry().firstPiece(2) + i);
    }
    store.abandon();
    Path big = dir.resolve("photos/big.bin");
    Files.createDirectories(big.getParent());
    Files.createLink(big, workFile(2));
    try (PieceStore again = PieceStore.reopen(state).orElseThrow()) {
      TestShares.fetchAll(seed, again);
      assertThat(again.isComplete()).isTrue();
    }
    assertSameAsShared();
  }

  @Test
  void damagedInfoIsToldInOneLine() throws IOException {
    TestShares.download(share, dir, state).close();
    Files.write(state.resolve("info"), new byte[20]);
    assertThatThrownBy(() -> PieceStore.reopen(state))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is damaged; remove the share and get it again");
  }

  private void fetchSome(PieceStore store, int count) throws IOException {
    int first = store.geometry().firstPiece(2);
    for (int piece : List.of(first, first + 1, first + 3, first - 1).subList(0, count)) {
      TestShares.fetch(seed, store, piece);
    }
  }

  private Path workFile(int file) {
    return WorkFolder.of(dir.resolve("photos"), share.id()).file(file);
  }

  private void spoilWorkFile(int file) throws IOException {
    try (FileChannel channel = FileChannel.open(workFile(file), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[100]), 100);
    }
  }

  private void assertSameAsShared() throws IOException {
    assertThat(TestShares.imported(dir.resolve("photos")).id()).isEqualTo(share.id());
    assertThat(dir).isDirectoryNotContaining("glob:**/.covey*");
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
      for (Path file : files) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
