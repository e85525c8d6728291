package covey.protocol.content;

import covey.protocol.content.ShareInfo.FileEntry;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The known hashes of pieces. The hash of a file with one piece is its root; those of other files
 * become known once a piece layer that hashes to the file's root is offered.
 *
 * <p>Thread-safe: known hashes never change.
 */
public final class PieceLayers {
  private static final int HASH_BYTES = Bytes32.LENGTH;

  private final PieceGeometry geometry;
  private final int needed;

  /** Verified layers of files of more than one piece. */
  private final Map<Integer, byte[]> layers = new ConcurrentHashMap<>();

  private PieceLayers(PieceGeometry geometry) {
    this.geometry = geometry;
    this.needed = (int) filesOfManyPieces().count();
  }

  /** Creates the layers that a ShareInfo alone determines. */
  public static PieceLayers of(PieceGeometry geometry) {
    return new PieceLayers(geometry);
  }

  /** Returns whether the hash of every piece is known. */
  public boolean complete() {
    return layers.size() == needed;
  }

  /** Returns the files whose layers are not known, ascending. */
  public List<Integer> missingFiles() {
    return filesOfManyPieces().filter(file -> !layers.containsKey(file)).boxed().toList();
  }

  /**
   * Returns whether a file's layer is known; throws IndexOutOfBoundsException if there is no such
   * file.
   */
  public boolean knows(int file) {
    return geometry.pieceCountOf(file) <= 1 || layers.containsKey(file);
  }

  /**
   * Offers an untrusted layer. Keeps a copy and returns true if it hashes to the file's root;
   * returns false otherwise, or if there is no such file.
   */
  public boolean offer(int file, byte[] layer) {
    if (file < 0
        || file >= geometry.files().size()
        || layer.length != (long) geometry.pieceCountOf(file) * HASH_BYTES) {
      return false;
    }
    if (layer.length == 0) {
      return true;
    }
    byte[] kept = layer.clone();
    byte[] root = MerkleTree.rootFromLayer(kept, geometry.pieceLengthBytes());
    if (!Arrays.equals(root, rootOf(file))) {
      return false;
    }
    if (geometry.pieceCountOf(file) > 1) {
      layers.putIfAbsent(file, kept);
    }
    return true;
  }

  /**
   * Returns a copy of a file's layer, 32 bytes per piece; empty for an empty file. Throws
   * IllegalStateException if it is not known, IndexOutOfBoundsException if there is no such file.
   */
  public byte[] layer(int file) {
    return known(file).clone();
  }

  /**
   * Returns the hashes of {@code count} pieces of a file from its piece {@code first}, read-only
   * and not copied. Throws as {@link #layer} does, and IndexOutOfBoundsException for pieces that
   * the file does not have.
   */
  public ByteBuffer hashes(int file, int first, int count) {
    Objects.checkFromIndexSize(first, count, geometry.pieceCountOf(file));
    return ByteBuffer.wrap(known(file))
        .slice(first * HASH_BYTES, count * HASH_BYTES)
        .asReadOnlyBuffer();
  }

  /** Returns a copy of a piece's hash; throws IllegalStateException if it is not known. */
  public byte[] hash(int piece) {
    int file = geometry.fileOf(piece);
    int at = (piece - geometry.firstPiece(file)) * HASH_BYTES;
    return Arrays.copyOfRange(known(file), at, at + HASH_BYTES);
  }

  private byte[] known(int file) {
    int pieces = geometry.pieceCountOf(file);
    if (pieces == 0) {
      return new byte[0];
    }
    if (pieces == 1) {
      return rootOf(file);
    }
    byte[] layer = layers.get(file);
    if (layer == null) {
      throw new IllegalStateException("the piece layer of file " + file + " is not known");
    }
    return layer;
  }

  private byte[] rootOf(int file) {
    FileEntry entry = geometry.files().get(file);
    Hash root = entry.root();
    if (root == null) {
      throw new IllegalStateException("no root for " + entry.lengthBytes() + " bytes");
    }
    return root.toByteArray();
  }

  private IntStream filesOfManyPieces() {
    return IntStream.range(0, geometry.files().size())
        .filter(file -> geometry.pieceCountOf(file) > 1);
  }
}
