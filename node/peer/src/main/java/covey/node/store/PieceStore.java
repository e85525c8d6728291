package covey.node.store;

import covey.protocol.content.PieceGeometry;
import covey.protocol.content.PieceLayers;
import covey.protocol.content.PieceSet;
import covey.protocol.content.ShareInfo;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * One share on this machine's disk: its pieces, which of them it has, and the state that outlives
 * the process. Thread-safe.
 *
 * <p>The store has a piece once the piece's bytes match its hash. A kill at any instant loses only
 * pieces that were not yet verified; {@link #checkpoint} bounds how much is hashed again after a
 * power cut. Files are written in a hidden folder beside their target and moved when complete.
 * Nothing that exists is ever replaced, and nothing is written through a link.
 */
public final class PieceStore implements Closeable {
  /** Open files per share; a node has a few shares, and a process about a thousand descriptors. */
  private static final int OPEN_FILES = 256;

  private final ShareContent content;
  private final EntryPaths placement;
  private final StoredShare holding;
  private final LayerLog layerLog;
  private final OpenFiles open;
  private final PieceReader reader;
  private final PieceWriter writer;
  private final Checkpoints checkpoints;
  private final FilePlacement delivery;
  private final CloseGuard life = new CloseGuard();

  PieceStore(PieceStoreOpener.Parts parts, HostPlatform surroundings, boolean finished)
      throws IOException {
    this.holding = parts.holding();
    this.content = holding.content();
    this.placement = parts.placement();
    this.layerLog = parts.layerLog();
    this.open = new OpenFiles(holding.files(), OPEN_FILES);
    this.reader = new PieceReader(holding, open);
    this.writer = new PieceWriter(holding, open);
    this.checkpoints =
        new Checkpoints(parts.state(), holding, open, surroundings.bootId().orElse(""));
    this.delivery = new FilePlacement(parts, open, surroundings, finished);
  }

  /** Keeps an imported share, with all pieces. Throws IOException if state cannot be written. */
  public static PieceStore forImported(ImportedContent imported, Path shareState)
      throws IOException {
    return new PieceStoreOpener(HostPlatform.ofMachine()).imported(imported, shareState);
  }

  /**
   * Begins a download of the wanted pieces into {@code dir/name}. Adopts existing files with the
   * right content. Throws IOException, with one line for users and before anything is written, if
   * there is too little space, a name is not possible here, or something is in the way.
   */
  public static PieceStore forDownload(
      ShareInfo info, byte[] infoBytes, Path dir, Path shareState, PieceSet wanted)
      throws IOException {
    PieceStore store =
        new PieceStoreOpener(HostPlatform.ofMachine())
            .download(ShareContent.of(info, infoBytes), dir, shareState, wanted);
    store.select(wanted);
    return store;
  }

  /**
   * Opens the share kept in {@code shareState}; empty if none was completely put there. Hashes
   * files that may have changed, which can take long. Throws IOException if the state is damaged.
   */
  public static Optional<PieceStore> reopen(Path shareState) throws IOException {
    return new PieceStoreOpener(HostPlatform.ofMachine()).reopen(shareState);
  }

  /** Returns the share's info. */
  public ShareInfo info() {
    return content.info();
  }

  /** Returns the bytes whose hash is the id. */
  public ByteBuffer infoBytes() {
    return ByteBuffer.wrap(content.infoBytes()).asReadOnlyBuffer();
  }

  /** Returns how the share is divided into pieces. */
  public PieceGeometry geometry() {
    return content.geometry();
  }

  /** Returns the known piece hashes. */
  public PieceLayers layers() {
    return holding.layers();
  }

  /** Returns the share's file or folder on this machine. */
  public Path root() {
    return placement.root();
  }

  /** Returns whether the share was imported here, so that it is never written to or deleted. */
  public boolean imported() {
    return delivery.imported();
  }

  /** Keeps a file's piece layer; returns false if it is not the file's. */
  public boolean offerLayer(int file, byte[] layer) throws IOException {
    boolean known = content.geometry().pieceCountOf(file) <= 1 || holding.layers().knows(file);
    if (!holding.layers().offer(file, layer)) {
      return false;
    }
    if (!known) {
      layerLog.append(file, layer);
    }
    return true;
  }

  /** Returns the pieces that are verified and readable, as a copy. */
  public PieceSet have() {
    return holding.holdings().have();
  }

  /** Returns the number of pieces that are verified and readable. */
  public int havePieces() {
    return holding.holdings().count();
  }

  /** Returns whether a piece is verified and readable. */
  public boolean has(int piece) {
    return holding.holdings().has(piece);
  }

  /**
   * Writes a block of whole leaves into a piece; does nothing if the store has the piece. Throws
   * IOException, with one line for users, if for example the disk is full.
   *
   * @param leafHashes 32 bytes for each leaf of the block, or none: then the piece is read again
   *     when it is verified
   */
  public void write(int piece, int offsetBytes, ByteBuffer data, byte[] leafHashes)
      throws IOException {
    life.during(
        () -> {
          try {
            delivery.mend(content.geometry().fileOf(piece));
            writer.write(piece, offsetBytes, data, leafHashes);
            return piece;
          } catch (IOException e) {
            throw delivery.explained(e);
          }
        });
  }

  /**
   * Verifies a piece that was written. If it is right, the store has it from now on, and its file
   * is moved into place if complete; otherwise what was written is forgotten. Throws
   * IllegalStateException if the piece's layer is not known, and IOException if the piece cannot be
   * read, or the store has it but cannot move its file into place.
   */
  public boolean verify(int piece) throws IOException {
    return life.during(() -> verifyNow(piece));
  }

  private boolean verifyNow(int piece) throws IOException {
    return switch (writer.verify(piece)) {
      case WRONG -> false;
      case HAD_BEFORE -> true;
      case RIGHT -> {
        checkpoints.verified(piece);
        delivery.deliver(content.geometry().fileOf(piece));
        yield true;
      }
    };
  }

  /**
   * Sends a part of a piece that the store has; returns the number of bytes, which is all of them
   * unless {@code out} does not block. Throws ChangedFileException if the file was changed.
   */
  public long transferTo(int piece, int offsetBytes, int lengthBytes, WritableByteChannel out)
      throws IOException {
    return reader.transferTo(piece, offsetBytes, lengthBytes, out);
  }

  /** Fills {@code dst} from a piece that the store has; throws as {@link #transferTo} does. */
  public void read(int piece, int offsetBytes, ByteBuffer dst) throws IOException {
    reader.read(piece, offsetBytes, dst);
  }

  /** Returns whether every wanted piece is verified and in its place. */
  public boolean isComplete() {
    return delivery.isComplete();
  }

  /** Selects the wanted pieces; until this is called, all are wanted. */
  public void select(PieceSet wanted) {
    holding.holdings().want(wanted);
  }

  /**
   * Hashes again all verified pieces and all files in place. Passes each damaged piece to {@code
   * lost}, in any order and from several threads, and returns their number. The store no longer has
   * them; in a download they may be written again. Pieces that are right are had from now on.
   */
  public int reverify(IntConsumer lost) throws IOException {
    return life.during(
        () -> {
          int damaged = new Reverification(holding, open, writer).run(lost);
          checkpoints.changed();
          checkpointNow();
          return damaged;
        });
  }

  /**
   * Makes progress durable; to be called every few seconds, from a thread that may block. Also
   * tries again to move files into place, and throws IOException if that fails. Does nothing once
   * the store is closed.
   */
  public void checkpoint() throws IOException {
    try {
      life.during(this::checkpointNow);
    } catch (CloseGuard.OverException e) {
      // The store was saved when it was closed.
    }
  }

  private boolean checkpointNow() throws IOException {
    layerLog.sync();
    checkpoints.checkpoint(delivery.finished());
    if (!holding.holdings().toPlace().isEmpty()) {
      placeWhole();
      checkpoints.changed();
    }
    return true;
  }

  /** Saves progress and closes all files; afterwards the store cannot be used. */
  @Override
  public void close() throws IOException {
    if (!life.end()) {
      return;
    }
    try {
      checkpoints.checkpoint(delivery.finished());
      layerLog.sync();
    } finally {
      abandon();
    }
  }

  /**
   * Deletes downloaded files that are unchanged, but no files that existed before and no imported
   * share, then closes the store. The caller deletes the state folder.
   */
  public void deleteData() throws IOException {
    life.end();
    abandon();
    delivery.deleteData();
  }

  /** Moves all complete files into place. */
  void placeWhole() throws IOException {
    delivery.deliverAll();
  }

  void recover(Recovery recovery) throws IOException {
    recovery.recover(writer);
    delivery.deliverWhatGoes();
    checkpoints.changed();
    checkpoints.checkpoint(delivery.finished());
  }

  /** Closes all files without saving, as a kill would. */
  void abandon() throws IOException {
    try (layerLog;
        checkpoints;
        open;
        delivery) {
      // Each is closed, whatever the others do.
    }
  }
}
