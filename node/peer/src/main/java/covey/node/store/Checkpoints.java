package covey.node.store;

import covey.protocol.content.PieceGeometry;
import covey.protocol.content.PieceSet;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes progress durable: a journal record for each piece at once, a snapshot at each checkpoint.
 *
 * <p>Large files are forced to the disk before the snapshot says so. Small files are forced only if
 * nothing was written since the last checkpoint: forcing thousands of them takes longer than
 * hashing them again, which an unforced file needs only after a power cut. Writers never wait.
 */
final class Checkpoints implements Closeable {
  private static final long LARGE_BYTES = 1 << 20;
  private static final int SMALL_FILES_AT_ONCE = 256;

  private final ShareStateFolder state;
  private final PieceGeometry geometry;
  private final FileTable files;
  private final PieceInventory holdings;
  private final OpenFiles open;
  private final String bootId;
  private final Journal journal;
  private final AtomicLong changes = new AtomicLong();
  private long changesInSnapshot = -1;

  Checkpoints(ShareStateFolder state, StoredShare holding, OpenFiles open, String bootId)
      throws IOException {
    this.state = state;
    this.geometry = holding.content().geometry();
    this.files = holding.files();
    this.holdings = holding.holdings();
    this.open = open;
    this.bootId = bootId;
    this.journal = Journal.open(state.folder());
  }

  /** Records a piece that was verified. */
  void verified(int piece) throws IOException {
    journal.append(piece);
    changes.incrementAndGet();
  }

  /** Notes that something else in the snapshot has changed. */
  void changed() {
    changes.incrementAndGet();
  }

  /** Writes a snapshot, unless nothing has changed since the last one. */
  synchronized void checkpoint(boolean finished) throws IOException {
    long changesNow = changes.get();
    boolean quiet = changesNow == changesInSnapshot;
    // In this order: a piece that is in `have` was written before its file was taken as unsynced.
    int kept = quiet ? 0 : journal.turn();
    PieceSet have = holdings.have();
    BitSet unsynced = files.takeUnsynced();
    if (quiet && unsynced.isEmpty()) {
      return;
    }
    BitSet notForced = (BitSet) unsynced.clone();
    try {
      force(unsynced, quiet, notForced);
    } finally {
      files.giveBackUnsynced(notForced);
    }
    stampWorkFiles(have);
    Snapshot snapshot = new Snapshot(bootId, finished, have, files.states(notForced));
    CheckedFile.write(state.progress(), snapshot.encode());
    journal.dropBefore(kept);
    changesInSnapshot = changesNow;
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }

  static Optional<Snapshot> read(ShareStateFolder state, PieceGeometry geometry)
      throws IOException {
    return CheckedFile.read(state.progress())
        .flatMap(bytes -> Snapshot.decode(bytes, geometry.pieceCount(), geometry.files().size()));
  }

  private void force(BitSet unsynced, boolean quiet, BitSet notForced) throws IOException {
    int small = 0;
    for (int file : unsynced.stream().toArray()) {
      boolean large = files.lengthBytes(file) >= LARGE_BYTES;
      if (!large && (!quiet || small++ >= SMALL_FILES_AT_ONCE)) {
        continue;
      }
      try {
        open.use(file, Checkpoints::force);
        notForced.clear(file);
      } catch (ChangedFileException e) {
        notForced.clear(file); // Its stamp no longer matches, so it will not be believed anyway.
      }
    }
  }

  private static void force(FileChannel channel) throws IOException {
    channel.force(false);
  }

  private void stampWorkFiles(PieceSet have) throws IOException {
    for (int file = 0; file < files.count(); file++) {
      int piece = have.nextSet(geometry.firstPiece(file));
      boolean begun = piece >= 0 && piece < geometry.firstPiece(file) + geometry.pieceCountOf(file);
      if (begun && !files.isPlaced(file)) {
        try {
          files.stampWork(file, FileStamp.of(files.workFile(file)));
        } catch (NoSuchFileException e) {
          // It was just moved into place, and is stamped there.
        }
      }
    }
  }
}
