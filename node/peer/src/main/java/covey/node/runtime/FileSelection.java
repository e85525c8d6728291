package covey.node.runtime;

import covey.protocol.content.PieceGeometry;
import covey.protocol.content.PieceSet;
import covey.protocol.content.ShareInfo;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/** Which pieces belong to the files of a share that a user selected by globs. */
final class FileSelection {
  private FileSelection() {}

  /**
   * Returns the pieces of the files whose paths match one of {@code globs}; all if none is given.
   */
  static PieceSet pieces(List<String> globs, ShareInfo info, PieceGeometry geometry) {
    if (globs.isEmpty()) {
      return PieceSet.all(geometry.pieceCount());
    }
    List<PathMatcher> matchers =
        globs.stream().map(g -> FileSystems.getDefault().getPathMatcher("glob:" + g)).toList();
    PieceSet wanted = PieceSet.none(geometry.pieceCount());
    for (int f = 0; f < geometry.files().size(); f++) {
      String name = info.singleFile() ? info.name() : geometry.files().get(f).path();
      Path path = Path.of(name);
      if (matchers.stream().anyMatch(m -> m.matches(path))) {
        int first = geometry.firstPiece(f);
        for (int piece = first; piece < first + geometry.pieceCountOf(f); piece++) {
          wanted.add(piece);
        }
      }
    }
    return wanted;
  }
}
