package covey.node.runtime;

import covey.protocol.content.PieceGeometry;
import covey.protocol.content.PieceSet;
import covey.protocol.content.ShareInfo;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;

/** Which pieces belong to the files of a share that a user selected by globs. */
final class FileSelection {
  private static final int NAMED = 3;

  private FileSelection() {}

  /** Throws INVALID if one of {@code globs} is not a pattern. */
  static void check(List<String> globs) throws NodeProblem {
    for (String glob : globs) {
      try {
        matcher(glob);
      } catch (PatternSyntaxException e) {
        throw new NodeProblem(
            NodeProblem.Kind.INVALID,
            "'%s' is not a valid pattern: %s; a backslash makes a special character literal"
                .formatted(glob, e.getDescription()));
      }
    }
  }

  /** Returns the globs that select what either list selects; an empty list selects all files. */
  static List<String> union(List<String> globs, List<String> more) {
    if (globs.isEmpty() || more.isEmpty()) {
      return List.of();
    }
    Set<String> all = new LinkedHashSet<>(globs);
    all.addAll(more);
    return List.copyOf(all);
  }

  /**
   * Returns the pieces of the files whose paths match one of {@code globs}; all if none is given.
   * Throws NOT_FOUND if no file matches.
   */
  static PieceSet pieces(List<String> globs, ShareInfo info, PieceGeometry geometry)
      throws NodeProblem {
    if (globs.isEmpty()) {
      return PieceSet.all(geometry.pieceCount());
    }
    List<PathMatcher> matchers = globs.stream().map(FileSelection::matcher).toList();
    PieceSet wanted = PieceSet.none(geometry.pieceCount());
    List<String> paths = paths(info, geometry);
    boolean matches = false;
    for (int f = 0; f < paths.size(); f++) {
      Path path = Path.of(paths.get(f));
      if (matchers.stream().anyMatch(m -> m.matches(path))) {
        matches = true;
        int first = geometry.firstPiece(f);
        for (int piece = first; piece < first + geometry.pieceCountOf(f); piece++) {
          wanted.add(piece);
        }
      }
    }
    if (!matches) {
      throw new NodeProblem(
          NodeProblem.Kind.NOT_FOUND,
          "no file of '%s' matches %s; its files: %s"
              .formatted(info.name(), quoted(globs), some(paths)));
    }
    return wanted;
  }

  private static PathMatcher matcher(String glob) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }

  private static List<String> paths(ShareInfo info, PieceGeometry geometry) {
    return info.singleFile()
        ? List.of(info.name())
        : IntStream.range(0, geometry.files().size())
            .mapToObj(f -> geometry.files().get(f).path())
            .toList();
  }

  private static String quoted(List<String> globs) {
    return String.join(", ", globs.stream().map(glob -> "'" + glob + "'").toList());
  }

  private static String some(List<String> paths) {
    List<String> named = new ArrayList<>(paths.subList(0, Math.min(NAMED, paths.size())));
    if (paths.size() > NAMED) {
      named.add("and " + (paths.size() - NAMED) + " more");
    }
    return named.isEmpty() ? "none" : String.join(", ", named);
  }
}
