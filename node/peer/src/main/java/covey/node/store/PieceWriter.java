package covey.node.store;

import covey.protocol.content.MerkleTree;
import covey.protocol.content.PieceLayers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Writes blocks into the work files and verifies pieces by the hashes of their leaves. Thread-safe.
 *
 * <p>Writing a block and keeping its hashes is one atomic step for each piece; otherwise one
 * writer's data could be on the disk with another's hashes.
 */
final class PieceWriter {
  private static final int STRIPES = 64;

  /** The leaf hashes of 8 GiB of unverified data; more than any window allows. */
  private static final long PENDING_BYTES = 16 << 20;

  private final ShareContent content;
  private final FileTable files;
  private final OpenFiles open;
  private final PieceInventory holdings;
  private final PieceLayers layers;
  private final PendingLeaves leaves = new PendingLeaves(PENDING_BYTES);
  private final Object[] stripes =
      IntStream.range(0, STRIPES).mapToObj(_ -> new Object()).toArray();

  PieceWriter(StoredShare holding, OpenFiles open) {
    this.content = holding.content();
    this.files = holding.files();
    this.open = open;
    this.holdings = holding.holdings();
    this.layers = holding.layers();
  }

  /** Writes a block, unless its piece is verified already. */
  void write(int piece, int offsetBytes, ByteBuffer data, byte[] leafHashes) throws IOException {
    int lengthBytes = data.remaining();
    int pieceBytes = content.geometry().lengthBytes(piece);
    checkBlock(pieceBytes, offsetBytes, lengthBytes, leafHashes);
    synchronized (stripe(piece)) {
      if (holdings.has(piece)) {
        data.position(data.limit());
        return;
      }
      int file = content.geometry().fileOf(piece);
      long at = content.geometry().offsetInFile(piece) + offsetBytes;
      int start = data.position();
      open.use(
          file,
          channel -> {
            while (data.hasRemaining()) {
              channel.write(data, at + data.position() - start);
            }
          });
      leaves.remember(piece, pieceBytes, offsetBytes, lengthBytes, leafHashes);
      files.written(file);
    }
  }

  /** The result of verifying a piece. */
  enum Verdict {
    WRONG,
    HAD_BEFORE,
    RIGHT
  }

  /**
   * Checks whether what was written has the piece's hash, adds the piece to the holdings if so, and
   * forgets its leaves.
   */
  Verdict verify(int piece) throws IOException {
    if (!layers.knows(content.geometry().fileOf(piece))) {
      throw new IllegalStateException("piece " + piece + " written before its layer is known");
    }
    synchronized (stripe(piece)) {
      byte[] known = leaves.take(piece);
      if (holdings.has(piece)) {
        return Verdict.HAD_BEFORE;
      }
      if (!hashes(piece, known == null ? readLeaves(piece) : known)) {
        return Verdict.WRONG;
      }
      holdings.add(piece);
      return Verdict.RIGHT;
    }
  }

  /** Returns whether the bytes on the disk have the piece's hash. */
  boolean isRightOnDisk(int piece, HashWorker worker) throws IOException {
    try {
      return layers.knows(content.geometry().fileOf(piece))
          && hashes(piece, readLeaves(piece, worker));
    } catch (ChangedFileException e) {
      return false;
    }
  }

  private boolean hashes(int piece, byte[] leafHashes) {
    if (leafHashes.length == 0) {
      return false;
    }
    int file = content.geometry().fileOf(piece);
    byte[] hash =
        MerkleTree.pieceHash(
            leafHashes,
            content.geometry().leavesPerPiece(),
            content.geometry().pieceCountOf(file) == 1);
    return Arrays.equals(hash, layers.hash(piece));
  }

  private byte[] readLeaves(int piece) throws IOException {
    return readLeaves(piece, new HashWorker());
  }

  private byte[] readLeaves(int piece, HashWorker worker) throws IOException {
    byte[][] read = new byte[1][];
    open.use(
        content.geometry().fileOf(piece),
        channel ->
            read[0] =
                worker.leaves(
                    channel,
                    content.geometry().offsetInFile(piece),
                    content.geometry().lengthBytes(piece)));
    return read[0];
  }

  private Object stripe(int piece) {
    return stripes[piece % STRIPES];
  }

  private static void checkBlock(
      int pieceBytes, int offsetBytes, int lengthBytes, byte[] leafHashes) {
    Objects.checkFromIndexSize(offsetBytes, lengthBytes, pieceBytes);
    int leafCount = Math.ceilDiv(lengthBytes, MerkleTree.LEAF_BYTES);
    boolean wholeLeaves =
        offsetBytes % MerkleTree.LEAF_BYTES == 0
            && (lengthBytes % MerkleTree.LEAF_BYTES == 0
                || offsetBytes + lengthBytes == pieceBytes);
    if (!wholeLeaves || (leafHashes.length != 0 && leafHashes.length != leafCount * 32)) {
      throw new IllegalArgumentException(
          "a block of "
              + lengthBytes
              + " bytes at "
              + offsetBytes
              + " of "
              + pieceBytes
              + " with "
              + leafHashes.length
              + " bytes of leaf hashes is not whole leaves");
    }
  }
}
