package covey.protocol.content;

import covey.protocol.content.ShareInfo.FileEntry;
import java.util.List;
import java.util.Objects;

/**
 * The layout of a share's pieces. Pieces are numbered through all files in entry order. Every file
 * starts a new piece, so a piece belongs to one file and a file's last piece may be short.
 *
 * <p>Files are numbered in entry order, including empty files, which have no pieces. Immutable.
 */
public final class PieceGeometry {
  private static final long KIB = 1 << 10;
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  /** The chosen piece length keeps a share below this number of pieces; their layers take 2 MiB. */
  private static final int COMFORTABLE_PIECES = 1 << 16;

  private final int pieceLengthBytes;
  private final List<FileEntry> files;

  /** The first piece of every file, followed by the number of all pieces. */
  private final int[] firstPiece;

  private final long totalBytes;

  private PieceGeometry(int pieceLengthBytes, List<FileEntry> files, int[] firstPiece) {
    this.pieceLengthBytes = pieceLengthBytes;
    this.files = files;
    this.firstPiece = firstPiece;
    this.totalBytes = files.stream().mapToLong(FileEntry::lengthBytes).sum();
  }

  /**
   * Returns the geometry of a valid share; throws IllegalArgumentException if it has more than
   * {@link ShareInfoRules#PIECES} pieces.
   */
  public static PieceGeometry of(ShareInfo info) {
    List<FileEntry> files =
        info.entries().stream()
            .filter(FileEntry.class::isInstance)
            .map(FileEntry.class::cast)
            .toList();
    int[] firstPiece = new int[files.size() + 1];
    long pieces = 0;
    for (int i = 0; i < files.size(); i++) {
      pieces += Math.ceilDiv(files.get(i).lengthBytes(), info.pieceLengthBytes());
      if (pieces < 0 || pieces > ShareInfoRules.PIECES) {
        throw new IllegalArgumentException("more than " + ShareInfoRules.PIECES + " pieces");
      }
      firstPiece[i + 1] = (int) pieces;
    }
    return new PieceGeometry(info.pieceLengthBytes(), files, firstPiece);
  }

  /**
   * Returns the piece length for a share of {@code totalBytes}: a power of two from 64 KiB to 64
   * MiB.
   *
   * <p>Every hop delays a piece by the time of one piece, so small shares get small pieces. A piece
   * also costs a hash in the layer and a message to every peer, so large shares get large pieces.
   */
  public static int chooseLengthBytes(long totalBytes) {
    if (totalBytes <= 64 * MIB) {
      return (int) (64 * KIB);
    }
    if (totalBytes <= 256 * MIB) {
      return (int) (128 * KIB);
    }
    if (totalBytes < GIB) {
      return (int) (256 * KIB);
    }
    long lengthBytes = MIB;
    while (lengthBytes < ShareInfoRules.PIECE_BYTES
        && totalBytes / lengthBytes >= COMFORTABLE_PIECES) {
      lengthBytes *= 2;
    }
    return (int) lengthBytes;
  }

  /** Returns the number of pieces of all files. */
  public int pieceCount() {
    return firstPiece[files.size()];
  }

  /** Returns the length of every piece except a file's last, in bytes. */
  public int pieceLengthBytes() {
    return pieceLengthBytes;
  }

  /** Returns the number of leaves in a piece of full length. */
  public int leavesPerPiece() {
    return pieceLengthBytes / MerkleTree.LEAF_BYTES;
  }

  /**
   * Returns the length of a piece in bytes; throws IndexOutOfBoundsException if there is no such
   * piece.
   */
  public int lengthBytes(int piece) {
    int file = fileOf(piece);
    return (int) Math.min(pieceLengthBytes, files.get(file).lengthBytes() - offset(piece, file));
  }

  /**
   * Returns the index of the file to which a piece belongs; throws IndexOutOfBoundsException if
   * there is none.
   */
  public int fileOf(int piece) {
    Objects.checkIndex(piece, pieceCount());
    int low = 0;
    int high = files.size();
    // Empty files share their first piece with the next file: the last file that starts at or
    // before the piece contains it.
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (firstPiece[middle] <= piece) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Returns the files in entry order; their indices are the file indices of this class. */
  public List<FileEntry> files() {
    return files;
  }

  /** Returns a file's first piece; for an empty file, the piece that would be its first. */
  public int firstPiece(int file) {
    return firstPiece[Objects.checkIndex(file, files.size())];
  }

  /** Returns the number of pieces of a file, 0 if it is empty. */
  public int pieceCountOf(int file) {
    return firstPiece[file + 1] - firstPiece(file);
  }

  /** Returns the offset of a piece in its file, in bytes; throws IndexOutOfBoundsException. */
  public long offsetInFile(int piece) {
    return offset(piece, fileOf(piece));
  }

  /** Returns the sum of the lengths of all files. */
  public long totalBytes() {
    return totalBytes;
  }

  private long offset(int piece, int file) {
    return (long) (piece - firstPiece[file]) * pieceLengthBytes;
  }
}
