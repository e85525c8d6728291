package covey.protocol.content;

import covey.protocol.content.ShareInfo.FileEntry;
import java.util.List;
import java.util.Objects;

/**
 * Where a share's pieces lie: they are numbered through all files in entry order, and every file
 * starts a new piece, so a piece is of one file and a file's last piece may be short.
 *
 * <p>Files are numbered in entry order, empty ones included, which own no piece. Immutable.
 */
public final class PieceGeometry {
  private static final long KIB = 1 << 10;
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  /** Pieces that a share's choice of piece length keeps below; their layers are 2 MiB. */
  private static final int COMFORTABLE_PIECES = 1 << 16;

  private final int pieceLengthBytes;
  private final List<FileEntry> files;

  /** The first piece of every file, and behind them the number of all pieces. */
  private final int[] firstPiece;

  private final long totalBytes;

  private PieceGeometry(int pieceLengthBytes, List<FileEntry> files, int[] firstPiece) {
    this.pieceLengthBytes = pieceLengthBytes;
    this.files = files;
    this.firstPiece = firstPiece;
    this.totalBytes = files.stream().mapToLong(FileEntry::lengthBytes).sum();
  }

  /**
   * The geometry of a share that {@link ShareInfoRules} has nothing against; throws
   * IllegalArgumentException if it has more than {@link ShareInfoRules#PIECES} pieces.
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
   * The piece length for a share of {@code totalBytes}: a power of two from 64 KiB to 64 MiB.
   *
   * <p>A piece that is passed on costs every hop of its way one piece's time, so small shares get
   * small pieces; a piece also costs a hash in the layer and a message to every peer, so large
   * shares get large ones.
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

  /** How many pieces all files have together. */
  public int pieceCount() {
    return firstPiece[files.size()];
  }

  /** The length of every piece but a file's last, in bytes. */
  public int pieceLengthBytes() {
    return pieceLengthBytes;
  }

  /** How many leaves a piece of full length has. */
  public int leavesPerPiece() {
    return pieceLengthBytes / MerkleTree.LEAF_BYTES;
  }

  /** The length of a piece in bytes; throws IndexOutOfBoundsException if there is no such piece. */
  public int lengthBytes(int piece) {
    int file = fileOf(piece);
    return (int) Math.min(pieceLengthBytes, files.get(file).lengthBytes() - offset(piece, file));
  }

  /**
   * The index of the file that a piece is of; throws IndexOutOfBoundsException if there is none.
   */
  public int fileOf(int piece) {
    Objects.checkIndex(piece, pieceCount());
    int low = 0;
    int high = files.size();
    // Empty files share their first piece with the next file: the last file that starts at or
    // before the piece is the one that has it.
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

  /** The files in entry order; their indices are the file indices of this class. */
  public List<FileEntry> files() {
    return files;
  }

  /** A file's first piece; for an empty file, the piece that would be its first. */
  public int firstPiece(int file) {
    return firstPiece[Objects.checkIndex(file, files.size())];
  }

  /** How many pieces a file has; none if it is empty. */
  public int pieceCountOf(int file) {
    return firstPiece[file + 1] - firstPiece(file);
  }

  /** Where in its file a piece begins, in bytes; throws IndexOutOfBoundsException. */
  public long offsetInFile(int piece) {
    return offset(piece, fileOf(piece));
  }

  /** The lengths of all files added up. */
  public long totalBytes() {
    return totalBytes;
  }

  private long offset(int piece, int file) {
    return (long) (piece - firstPiece[file]) * pieceLengthBytes;
  }
}
