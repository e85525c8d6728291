package covey.node.store;

import covey.protocol.content.PieceGeometry;
import covey.protocol.content.PieceSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Hashes everything on the disk again, whatever the store has. */
final class Reverification {
  private final StoredShare holding;
  private final OpenFiles open;
  private final PieceWriter writer;

  Reverification(StoredShare holding, OpenFiles open, PieceWriter writer) {
    this.holding = holding;
    this.open = open;
    this.writer = writer;
  }

  int run(IntConsumer lost) throws IOException {
    int[] pieces = candidates().stream().toArray();
    AtomicInteger damaged = new AtomicInteger();
    HashWorkers.run(
        pieces.length,
        (index, worker) -> {
          int piece = pieces[index];
          if (writer.isRightOnDisk(piece, worker)) {
            holding.holdings().add(piece);
          } else {
            holding.holdings().remove(piece);
            damaged.incrementAndGet();
            lost.accept(piece);
          }
        });
    for (int file = 0; file < holding.files().count(); file++) {
      if (holding.files().isPlaced(file)) {
        holding.holdings().placed(file);
      }
    }
    return damaged.get();
  }

  /** Returns the verified pieces and all pieces of files in place, whose stamps are renewed. */
  private PieceSet candidates() throws IOException {
    PieceGeometry geometry = holding.content().geometry();
    PieceSet pieces = holding.holdings().have();
    for (int file = 0; file < holding.files().count(); file++) {
      if (holding.files().isPlaced(file)) {
        accept(file);
        for (int i = 0; i < geometry.pieceCountOf(file); i++) {
          pieces.add(geometry.firstPiece(file) + i);
        }
      }
    }
    return pieces;
  }

  private void accept(int file) throws IOException {
    Path path = holding.files().target(file);
    open.drop(file);
    try {
      if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        holding.files().restamp(file, FileStamp.of(path));
      }
    } catch (NoSuchFileException e) {
      // The file was just deleted, so its pieces will be missing.
    }
  }
}
