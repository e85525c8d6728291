package covey.node.store;

import covey.node.store.Snapshot.FileState;
import covey.protocol.content.PieceGeometry;
import covey.protocol.content.PieceSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides after a restart which pieces the store has.
 *
 * <p>A piece in the snapshot is believed if its file has the identity, size and (in place) time in
 * the snapshot, and its data cannot have been lost since: it was forced to the disk, or the machine
 * has not been restarted. All other pieces that could exist, including those in the journals, are
 * hashed again. Without a readable snapshot all are.
 */
final class Recovery {
  /** A stamp that no file has. */
  private static final FileStamp GONE = new FileStamp(-1, 0, 0);

  private final StoredShare holding;
  private final PieceGeometry geometry;
  private final FileTable files;
  private final Optional<Snapshot> snapshot;
  private final BitSet journalled;
  private final boolean sameBoot;
  private final boolean imported;
  private final BitSet doubtful = new BitSet();
  private final BitSet foundInPlace = new BitSet();
  private final BitSet changed = new BitSet();

  Recovery(
      StoredShare holding,
      Optional<Snapshot> snapshot,
      BitSet journalled,
      String bootId,
      boolean imported) {
    this.holding = holding;
    this.geometry = holding.content().geometry();
    this.files = holding.files();
    this.snapshot = snapshot;
    this.journalled = journalled;
    this.sameBoot = !bootId.isEmpty() && snapshot.map(s -> s.bootId().equals(bootId)).orElse(false);
    this.imported = imported;
  }

  /** Fills the file table and the holdings; hashes doubtful pieces with {@code writer}. */
  void recover(PieceWriter writer) throws IOException {
    for (int file = 0; file < files.count(); file++) {
      locate(file);
    }
    int[] pieces = doubtful.stream().toArray();
    HashWorkers.run(
        pieces.length,
        (index, worker) -> {
          if (writer.isRightOnDisk(pieces[index], worker)) {
            holding.holdings().add(pieces[index]);
          }
        });
    foundInPlace.stream().filter(file -> !holding.holdings().hasFile(file)).forEach(this::disown);
    changed.stream().filter(file -> !holding.holdings().hasFile(file)).forEach(this::giveUp);
    for (int file = 0; file < files.count(); file++) {
      if (files.isPlaced(file)) {
        holding.holdings().placed(file);
      }
    }
  }

  private void locate(int file) throws IOException {
    FileState state = snapshot.map(s -> s.files().get(file)).orElse(FileState.UNKNOWN);
    FileStamp inPlace = stamp(files.target(file));
    FileStamp inWork = imported ? null : stamp(files.workFile(file));
    if (imported || (state.placed() && inPlace != null)) {
      locatePlaced(file, state, inPlace);
    } else if (inWork != null) {
      locateWork(file, state, inWork);
    } else if (inPlace != null && inPlace.sizeBytes() == files.lengthBytes(file)) {
      files.placed(file, inPlace);
      foundInPlace.set(file);
      doubtful.set(firstPiece(file), endPiece(file));
    }
  }

  private void locatePlaced(int file, FileState state, @Nullable FileStamp now) {
    FileStamp known = state.stamp();
    FileStamp stamp = now != null ? now : known != null ? known : GONE;
    if (state.adopted()) {
      files.adopted(file, stamp);
    } else {
      files.placed(file, stamp);
    }
    if (!state.synced()) {
      files.written(file);
    }
    boolean same = stamp.equals(known);
    boolean lostInCrash = !isDurable(state) && stamp.sizeBytes() < files.lengthBytes(file);
    if (!same && !lostInCrash) {
      changed.set(file);
    }
    if (same && isDurable(state)) {
      believe(file, Long.MAX_VALUE);
      doubtJournalled(file);
    } else {
      doubtful.set(firstPiece(file), endPiece(file));
    }
  }

  private void locateWork(int file, FileState state, FileStamp now) {
    FileStamp known = state.stamp();
    files.stampWork(file, now);
    if (!state.synced()) {
      files.written(file);
    }
    if (snapshot.isEmpty()) {
      doubtful.set(firstPiece(file), endPiece(file));
      return;
    }
    boolean same =
        known != null
            && !state.placed()
            && now.identity() == known.identity()
            && now.identity() != 0;
    if (same && isDurable(state)) {
      believe(file, now.sizeBytes());
    } else {
      snapshotPieces(file).forEach(doubtful::set);
    }
    doubtJournalled(file);
  }

  private boolean isDurable(FileState state) {
    return state.synced() || sameBoot;
  }

  private void believe(int file, long sizeBytes) {
    for (int piece : snapshotPieces(file)) {
      if (geometry.offsetInFile(piece) + geometry.lengthBytes(piece) <= sizeBytes) {
        holding.holdings().add(piece);
      }
    }
  }

  private void doubtJournalled(int file) {
    for (int piece = journalled.nextSetBit(firstPiece(file));
        piece >= 0 && piece < endPiece(file);
        piece = journalled.nextSetBit(piece + 1)) {
      if (!holding.holdings().has(piece)) {
        doubtful.set(piece);
      }
    }
  }

  private List<Integer> snapshotPieces(int file) {
    List<Integer> pieces = new ArrayList<>();
    PieceSet have = snapshot.orElseThrow().have();
    for (int piece = have.nextSet(firstPiece(file));
        piece >= 0 && piece < endPiece(file);
        piece = have.nextSet(piece + 1)) {
      pieces.add(piece);
    }
    return pieces;
  }

  /** Gives up a file that only has the name and length of ours. */
  private void disown(int file) {
    holding.holdings().removeFile(file);
    files.unplaced(file);
  }

  /** Drops the pieces of a file that was changed, and leaves the file alone. */
  private void giveUp(int file) {
    holding.holdings().removeFile(file);
    FileStamp known = snapshot.map(s -> s.files().get(file).stamp()).orElse(null);
    if (known != null) {
      files.restamp(file, known);
    }
  }

  private int firstPiece(int file) {
    return geometry.firstPiece(file);
  }

  private int endPiece(int file) {
    return geometry.firstPiece(file) + geometry.pieceCountOf(file);
  }

  private static @Nullable FileStamp stamp(Path path) throws IOException {
    try {
      return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? FileStamp.of(path) : null;
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
