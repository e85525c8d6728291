package covey.node.store;

import covey.node.store.SourceTree.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Hashes files piece by piece on all cores, reading each file once. */
final class ImportHashing {
  private ImportHashing() {}

  /** Hashes the files; throws IOException that names a file that is unreadable or changed. */
  static List<FileHashing> hash(
      List<SourceFile> sources, int pieceLengthBytes, ImportProgress progress) throws IOException {
    List<FileHashing> files = new ArrayList<>();
    List<Integer> firstPieces = new ArrayList<>();
    int pieces = 0;
    for (SourceFile file : sources) {
      FileHashing hashing = new FileHashing(file, pieceLengthBytes);
      files.add(hashing);
      firstPieces.add(pieces);
      pieces = Math.addExact(pieces, hashing.pieceCount());
    }
    int[] firsts = firstPieces.stream().mapToInt(Integer::intValue).toArray();
    try {
      HashWorkers.run(
          pieces,
          (piece, worker) -> {
            int file = fileOf(firsts, piece);
            progress.hashed(files.get(file).hashPiece(piece - firsts[file], worker));
          });
    } finally {
      files.forEach(FileHashing::close);
    }
    return files;
  }

  /** Returns the last file that begins at or before a piece; skips empty files before it. */
  private static int fileOf(int[] firstPieces, int piece) {
    int low = 0;
    int high = firstPieces.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (firstPieces[middle] <= piece) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
