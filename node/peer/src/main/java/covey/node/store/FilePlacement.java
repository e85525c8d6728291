package covey.node.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Moves a download from the work folder to its place: each file as soon as it is whole, the rest
 * when all are. Does nothing for an imported share. Thread-safe.
 */
final class FilePlacement implements Closeable {
  private static final int PLACING_AT_ONCE = 64;

  private final StoredShare holding;
  private final EntryPaths placement;
  private final OpenFiles open;
  private final HostPlatform surroundings;
  private final @Nullable WorkFolder work;
  private final @Nullable FileMover placer;
  private final Object mending = new Object();
  private final Object[] placing =
      IntStream.range(0, PLACING_AT_ONCE).mapToObj(_ -> new Object()).toArray();
  private boolean finished;

  FilePlacement(
      PieceStoreOpener.Parts parts, OpenFiles open, HostPlatform surroundings, boolean finished) {
    this.holding = parts.holding();
    this.placement = parts.placement();
    this.open = open;
    this.surroundings = surroundings;
    this.work = parts.work();
    this.placer =
        work == null ? null : new FileMover(holding.content(), placement, holding.files());
    this.finished = finished;
  }

  boolean imported() {
    return work == null;
  }

  synchronized boolean finished() {
    return finished;
  }

  boolean isComplete() {
    return holding.holdings().hasWantedInPlace() && (finished() || !holding.holdings().isFull());
  }

  /** Moves the file into place if it is whole, and finishes the download if it was the last. */
  void deliver(int file) throws IOException {
    if (placer != null) {
      // A checkpoint may try to move a file that the writer of its last piece is moving.
      synchronized (placing[file % placing.length]) {
        if (holding.holdings().isToPlace(file)) {
          placer.place(file);
          holding.holdings().placed(file);
        }
      }
    }
    finishIfComplete();
  }

  /** Moves all whole files into place; throws the exception of the first that fails. */
  void deliverAll() throws IOException {
    for (int file : holding.holdings().toPlace().stream().toArray()) {
      deliver(file);
    }
    finishIfComplete();
  }

  /** As {@link #deliverAll}, but leaves files that cannot be moved for later. */
  void deliverWhatGoes() {
    try {
      deliverAll();
    } catch (IOException e) {
      // Every checkpoint tries again and reports the failure.
    }
  }

  /**
   * Makes sure that the file can be written: moves a file that lost pieces back to the work folder.
   * Throws IOException if the share is imported or the file was changed.
   */
  void mend(int file) throws IOException {
    if (!holding.files().isPlaced(file)) {
      return;
    }
    if (placer == null || work == null) {
      throw new IOException(
          "'" + holding.content().info().name() + "' is shared from here and never written to");
    }
    synchronized (mending) {
      if (!holding.files().isPlaced(file) || holding.holdings().hasFile(file)) {
        return;
      }
      Path target = holding.files().target(file);
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
          && !FileStamp.of(target).equals(holding.files().stamp(file))) {
        throw new IOException(
            target + " was changed here; verify the share to fetch it again, or move it away");
      }
      work.open();
      placer.takeBack(file);
      open.drop(file);
    }
  }

  /** Returns the exception, or one that says how much space is free and how much is needed. */
  IOException explained(IOException e) {
    Path folder = work == null ? placement.root() : work.folder().toAbsolutePath().getParent();
    if (work == null || folder == null) {
      return e;
    }
    try {
      long free = surroundings.freeBytes(folder);
      long needed = holding.holdings().missingBytes();
      if (!isDiskFull(e) && free > 0) {
        return e;
      }
      return new IOException(
          "the disk with "
              + folder
              + " is full: '"
              + holding.content().info().name()
              + "' still needs "
              + SizeText.text(needed)
              + ", "
              + SizeText.text(free)
              + " are free",
          e);
    } catch (IOException unknown) {
      e.addSuppressed(unknown);
      return e;
    }
  }

  void deleteData() throws IOException {
    if (work == null) {
      return;
    }
    new DataDeletion(holding, placement, work).run();
  }

  @Override
  public void close() throws IOException {
    if (work != null) {
      work.close();
    }
  }

  private synchronized void finishIfComplete() throws IOException {
    if (placer == null || work == null || !holding.holdings().hasWantedInPlace()) {
      return;
    }
    if (!finished && holding.holdings().isFull()) {
      placer.finish();
      finished = true;
    }
    work.removeIfEmpty();
  }

  private static boolean isDiskFull(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No space left")
        || message.contains("not enough space")
        || message.contains("quota exceeded");
  }
}
