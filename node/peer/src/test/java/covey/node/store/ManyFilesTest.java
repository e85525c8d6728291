package covey.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.protocol.content.PieceSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyFilesTest {
  private static final int FILES = 3_000;

  @TempDir Path temp;

  /** Like a local Maven repository: many small files in deep folders, several per folder. */
  @Test
  void thousandsOfSmallFilesComeOverFromSeveralThreads() throws IOException {
    Path repository = temp.resolve("repository");
    for (int i = 0; i < FILES; i++) {
      String artifact = "org/example/group" + i / 100 + "/artifact" + i / 10 + "/1." + i % 3;
      TestShares.file(repository.resolve(artifact).resolve("file-" + i + ".jar"), 200 + i, i);
    }
    ImportedContent share = TestShares.imported(repository);
    Path state = temp.resolve("state");
    Path dir = temp.resolve("to");
    try (PieceStore seed = PieceStore.forImported(share, temp.resolve("seed"))) {
      PieceStore store = TestShares.download(share, dir, state);
      HashWorkers.run(
          FILES / 2, (piece, _) -> assertThat(TestShares.fetch(seed, store, piece)).isTrue());
      store.abandon();
      try (PieceStore again = PieceStore.reopen(state).orElseThrow()) {
        assertThat(again.have().size()).isEqualTo(FILES / 2);
        HashWorkers.run(
            FILES,
            (piece, _) -> {
              if (!again.have().contains(piece)) {
                TestShares.fetch(seed, again, piece);
              }
            });
        assertThat(again.isComplete()).isTrue();
      }
      try (PieceStore again = PieceStore.reopen(state).orElseThrow()) {
        assertThat(again.have()).isEqualTo(PieceSet.all(FILES));
      }
    }
    assertThat(TestShares.imported(dir.resolve("repository")).id()).isEqualTo(share.id());
  }

  /** One thread's interrupt closes the channel that others are reading from. */
  @Test
  void interruptedReaderDoesNotDisturbOthers() throws Exception {
    ImportedContent share = TestShares.imported(TestShares.file(temp.resolve("f"), 4_000_000, 1));
    try (PieceStore store = PieceStore.forImported(share, temp.resolve("state"))) {
      Thread noise = Thread.ofPlatform().start(() -> readInterrupted(store));
      int rounds = 0;
      while (noise.isAlive()) {
        store.read(rounds++ % 61, 0, ByteBuffer.allocate(1_000));
      }
      assertThat(rounds).isPositive();
      assertThat(store.have().isFull()).isTrue();
    }
  }

  private static void readInterrupted(PieceStore store) {
    for (int i = 0; i < 300; i++) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> store.read(0, 0, ByteBuffer.allocate(65_536)))
          .isInstanceOf(ClosedByInterruptException.class);
      Thread.interrupted();
    }
  }
}
