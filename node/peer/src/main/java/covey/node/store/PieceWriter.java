package covey.node.store;

import covey.protocol.content.MerkleTree;
import covey.protocol.content.PieceLayers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Writes blocks into the work files and decides, from the hashes of their leaves, whether a piece
 * is right. Thread-safe.
 *
 * <p>Writing a block and remembering its hashes is one step to others who write to the same piece:
 * else one's data could end up on the disk under the other's hashes.
 */
final class PieceWriter {
  private static final int STRIPES = 64;

  /** Leaf hashes of 8 GiB on the way; more than any window allows. */
  private static final long PENDING_BYTES = 16 << 20;

  private final Content content;
  private final FileTable files;
  private final OpenFiles open;
  private final Holdings holdings;
  private final PieceLayers layers;
  private final PendingLeaves leaves = new PendingLeaves(PENDING_BYTES);
  private final Object[] stripes =
      IntStream.range(0, STRIPES).mapToObj(_ -> new Object()).toArray();

  PieceWriter(Holding holding, OpenFiles open) {
    this.content = holding.content();
    this.files = holding.files();
    this.open = open;
    this.holdings = holding.holdings();
    this.layers = holding.layers();
  }

  /** Writes a block, or passes over it if its piece is had. */
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

  /** What became of a piece that was to be verified. */
  enum Verdict {
    WRONG,
    HAD_BEFORE,
    RIGHT
  }

  /**
   * Decides whether what was written of the piece has the piece's hash, records it as had if so,
   * and forgets its leaves.
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

  /** Whether the piece on the disk has the piece's hash. */
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
