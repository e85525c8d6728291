package covey.node.store;

import covey.protocol.content.PieceGeometry;
import covey.protocol.content.PieceLayers;
import covey.protocol.content.PieceSet;
import covey.protocol.content.ShareId;
import covey.protocol.content.ShareInfo;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * One share on this machine's disk: its pieces, which of them are had, and all that must outlast
 * the process. Thread-safe.
 *
 * <p>A piece is had once its bytes were proved by its hash. A kill at any instant loses at most the
 * pieces that were not verified yet; {@link #checkpoint} bounds what a power cut makes us hash
 * again. Files are written in a hidden folder beside their target and moved when they are complete;
 * nothing that exists is ever replaced, and nothing is written through a link.
 */
public final class PieceStore implements Closeable {
  /** Open files of one share; a node has a few shares, a process about a thousand descriptors. */
  private static final int OPEN_FILES = 256;

  private final Content content;
  private final Placement placement;
  private final Holding holding;
  private final LayerLog layerLog;
  private final OpenFiles open;
  private final PieceReader reader;
  private final PieceWriter writer;
  private final Checkpoints checkpoints;
  private final Delivery delivery;
  private final Lifetime life = new Lifetime();

  PieceStore(Opening.Parts parts, Surroundings surroundings, boolean finished) throws IOException {
    this.holding = parts.holding();
    this.content = holding.content();
    this.placement = parts.placement();
    this.layerLog = parts.layerLog();
    this.open = new OpenFiles(holding.files(), OPEN_FILES);
    this.reader = new PieceReader(holding, open);
    this.writer = new PieceWriter(holding, open);
    this.checkpoints =
        new Checkpoints(parts.state(), holding, open, surroundings.bootId().orElse(""));
    this.delivery = new Delivery(parts, open, surroundings, finished);
  }

  /** Keeps what was imported; all pieces are had. Throws IOException if state cannot be written. */
  public static PieceStore forImported(Imported imported, Path shareState) throws IOException {
    return new Opening(Surroundings.ofMachine()).imported(imported, shareState);
  }

  /**
   * Begins a download of the whole share into {@code dir}, as {@link #forDownload(ShareInfo,
   * byte[], Path, Path, PieceSet)} does.
   */
  public static PieceStore forDownload(ShareInfo info, byte[] infoBytes, Path dir, Path shareState)
      throws IOException {
    PieceSet all = PieceSet.all(PieceGeometry.of(info).pieceCount());
    return forDownload(info, infoBytes, dir, shareState, all);
  }

  /**
   * Begins a download of the wanted pieces into {@code dir/name}. Files that are there and are what
   * the share has are adopted. Throws IOException, with one line for people and before anything is
   * written, if there is too little space, a name cannot be held, or something is in the way.
   */
  public static PieceStore forDownload(
      ShareInfo info, byte[] infoBytes, Path dir, Path shareState, PieceSet wanted)
      throws IOException {
    PieceStore store =
        new Opening(Surroundings.ofMachine())
            .download(Content.of(info, infoBytes), dir, shareState, wanted);
    store.select(wanted);
    return store;
  }

  /**
   * The share that was kept in {@code shareState}; empty if none was completely put there. Hashes
   * what cannot be believed, which may take long. Throws IOException if the state is damaged.
   */
  public static Optional<PieceStore> reopen(Path shareState) throws IOException {
    return new Opening(Surroundings.ofMachine()).reopen(shareState);
  }

  /** What the share is. */
  public ShareInfo info() {
    return content.info();
  }

  /** The bytes whose hash is the id. */
  public byte[] infoBytes() {
    return content.infoBytes().clone();
  }

  /** The share's id. */
  public ShareId id() {
    return content.id();
  }

  /** How the share is cut into pieces. */
  public PieceGeometry geometry() {
    return content.geometry();
  }

  /** The piece hashes that are known. */
  public PieceLayers layers() {
    return holding.layers();
  }

  /** The share's file or folder on this machine. */
  public Path root() {
    return placement.root();
  }

  /** Whether it was shared from here, so that nothing is ever written or deleted. */
  public boolean imported() {
    return delivery.imported();
  }

  /** Takes a file's piece layer and keeps it; false if it is not the file's. */
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

  /** The pieces that are verified and readable, as a set of the caller's own. */
  public PieceSet have() {
    return holding.holdings().have();
  }

  /** The number of pieces that are verified and readable. */
  public int havePieces() {
    return holding.holdings().count();
  }

  /** Whether a piece is verified and readable. */
  public boolean has(int piece) {
    return holding.holdings().has(piece);
  }

  /**
   * Writes a block of whole leaves into a piece; a block of a piece that is had is passed over.
   *
   * @param leafHashes 32 bytes for each leaf of the block, or none: then the piece is read again to
   *     be verified. Throws IOException with one line for people, as when the disk is full.
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
   * Whether the piece that was written is right: then it is had from now on, and its file moved
   * into place if complete. Else what was written is forgotten. Throws IllegalStateException if the
   * piece's layer is not known, IOException if the file cannot be moved into place.
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
   * Sends a part of a piece that is had, and returns how many bytes: all, unless {@code out} does
   * not block. Throws ChangedFileException if the file is no longer what it was.
   */
  public long transferTo(int piece, int offsetBytes, int lengthBytes, WritableByteChannel out)
      throws IOException {
    return reader.transferTo(piece, offsetBytes, lengthBytes, out);
  }

  /** Fills {@code dst} from a piece that is had; throws as {@link #transferTo}. */
  public void read(int piece, int offsetBytes, ByteBuffer dst) throws IOException {
    reader.read(piece, offsetBytes, dst);
  }

  /** Whether every wanted piece is had and lies where it belongs. */
  public boolean isComplete() {
    return delivery.isComplete();
  }

  /** Says which pieces are wanted; all are, until this is called. */
  public void select(PieceSet wanted) {
    holding.holdings().want(wanted);
  }

  /**
   * Hashes again all that is had or lies in place, tells {@code lost} each damaged piece, in any
   * order and from several threads, and returns how many there are. They are no longer had; in a
   * download they may be written again.
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
   * Makes durable what is had; to be called every few seconds and never by one who must not wait.
   * Also tries again to move into place what could not be moved, and throws IOException if that
   * fails. Does nothing once the store is closed.
   */
  public void checkpoint() throws IOException {
    try {
      life.during(this::checkpointNow);
    } catch (Lifetime.OverException e) {
      // It was saved when it was closed.
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

  /** Saves what is had and closes all files, once; the store cannot be used any more. */
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
   * Deletes what was downloaded and is unchanged, but neither files that were there before nor an
   * imported share, and closes the store. The state folder is the caller's to delete.
   */
  public void deleteData() throws IOException {
    life.end();
    abandon();
    delivery.deleteData();
  }

  /** Moves into place all that is complete. */
  void placeWhole() throws IOException {
    delivery.deliverAll();
  }

  void recover(Recovery recovery) throws IOException {
    recovery.recover(writer);
    delivery.deliverWhatGoes();
    checkpoints.changed();
    checkpoints.checkpoint(delivery.finished());
  }

  /** Closes all files and saves nothing, as a kill would. */
  void abandon() throws IOException {
    try (layerLog;
        checkpoints;
        open;
        delivery) {
      // Each is closed, whatever the others do.
    }
  }
}
