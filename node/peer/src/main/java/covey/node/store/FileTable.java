package covey.node.store;

import covey.node.store.Snapshot.FileState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where each file of the share is, in the work folder or in place, and its stamp there.
 * Thread-safe; only {@link #open} and {@link #checkUnchanged} access the disk.
 */
final class FileTable {
  private final ShareContent content;
  private final EntryPaths placement;
  private final @Nullable WorkFolder work;
  private final BitSet placed;
  private final BitSet adopted;
  private final BitSet unsynced;
  private final @Nullable FileStamp[] stamps;

  /** Creates the table; {@code work} is null for an imported share. */
  FileTable(ShareContent content, EntryPaths placement, @Nullable WorkFolder work) {
    this.content = content;
    this.placement = placement;
    this.work = work;
    int count = content.geometry().files().size();
    this.placed = new BitSet(count);
    this.adopted = new BitSet(count);
    this.unsynced = new BitSet(count);
    this.stamps = new FileStamp[count];
  }

  int count() {
    return stamps.length;
  }

  long lengthBytes(int file) {
    return content.geometry().files().get(file).lengthBytes();
  }

  /** Returns where the file belongs. */
  Path target(int file) throws IOException {
    return placement.of(content.geometry().files().get(file).path());
  }

  /** Returns where the file is now. */
  Path path(int file) throws IOException {
    return isPlaced(file) ? target(file) : workFile(file);
  }

  Path workFile(int file) {
    if (work == null) {
      throw new IllegalStateException("file " + file + " of an imported share is not in place");
    }
    return work.file(file);
  }

  synchronized boolean isPlaced(int file) {
    return placed.get(file);
  }

  synchronized boolean isAdopted(int file) {
    return adopted.get(file);
  }

  synchronized @Nullable FileStamp stamp(int file) {
    return stamps[file];
  }

  synchronized void placed(int file, FileStamp stamp) {
    placed.set(file);
    stamps[file] = stamp;
  }

  synchronized void adopted(int file, FileStamp stamp) {
    placed(file, stamp);
    adopted.set(file);
  }

  /** Notes that the file is in the work folder, or nowhere. */
  synchronized void unplaced(int file) {
    placed.clear(file);
    adopted.clear(file);
    stamps[file] = null;
  }

  /** Sets the stamp that a placed file must have from now on. */
  synchronized void restamp(int file, FileStamp stamp) {
    stamps[file] = stamp;
  }

  synchronized void stampWork(int file, FileStamp stamp) {
    if (!placed.get(file)) {
      stamps[file] = stamp;
    }
  }

  synchronized void written(int file) {
    unsynced.set(file);
  }

  /** Removes and returns the files written since the last call. */
  synchronized BitSet takeUnsynced() {
    BitSet taken = (BitSet) unsynced.clone();
    unsynced.clear();
    return taken;
  }

  /** Returns files that were taken and not forced to the disk. */
  synchronized void giveBackUnsynced(BitSet files) {
    unsynced.or(files);
  }

  synchronized List<FileState> states(BitSet notForced) {
    List<FileState> states = new ArrayList<>(stamps.length);
    for (int file = 0; file < stamps.length; file++) {
      states.add(
          new FileState(placed.get(file), adopted.get(file), !notForced.get(file), stamps[file]));
    }
    return states;
  }

  /** Opens a file where it is now; a placed file for reading only, and only if unchanged. */
  FileChannel open(int file) throws IOException {
    if (!isPlaced(file)) {
      return openWork(file);
    }
    Path path = target(file);
    FileChannel channel;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      throw new ChangedFileException(path);
    }
    try {
      checkUnchanged(file);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return channel;
  }

  /** Throws ChangedFileException if a placed file no longer has its stamp. */
  void checkUnchanged(int file) throws IOException {
    Path path = target(file);
    FileStamp now;
    try {
      now = FileStamp.of(path);
    } catch (IOException e) {
      throw new ChangedFileException(path);
    }
    synchronized (this) {
      if (placed.get(file) && !now.equals(stamps[file])) {
        throw new ChangedFileException(path);
      }
    }
  }

  private FileChannel openWork(int file) throws IOException {
    try {
      return tryOpenWork(file);
    } catch (NoSuchFileException e) {
      // The empty work folder was just removed.
      return tryOpenWork(file);
    }
  }

  private FileChannel tryOpenWork(int file) throws IOException {
    Path path = workFile(file);
    if (work != null) {
      work.open();
    }
    return FileChannel.open(
        path,
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
  }
}
