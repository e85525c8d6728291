package covey.protocol.content;

import covey.protocol.content.ShareInfo.Entry;
import covey.protocol.content.ShareInfo.FileEntry;
import covey.protocol.content.ShareInfo.FolderEntry;
import covey.protocol.content.ShareInfo.LinkEntry;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The rules for every ShareInfo, local or from the network: one form for equal content, no path out
 * of the share's folder, and sums that cannot overflow.
 */
public final class ShareInfoRules {
  /** The shortest piece, in bytes: one leaf. */
  public static final int SHORTEST_PIECE_BYTES = MerkleTree.LEAF_BYTES;

  /** The longest piece, in bytes. */
  public static final int PIECE_BYTES = 64 << 20;

  /** The most pieces of a share: their bitfield, 1,000,000 bytes, fits into one frame. */
  public static final int PIECES = 8_000_000;

  /** The most entries of a share. */
  public static final int ENTRIES = 2_000_000;

  /** The most bytes of a share, all files together. */
  public static final long SIZE_BYTES = 1L << 62;

  /** The order of entries: by the unsigned bytes of their paths in UTF-8. */
  public static final Comparator<String> PATH_ORDER = ShareInfoRules::comparePaths;

  private ShareInfoRules() {}

  /**
   * Returns the problem of a ShareInfo as one line that is safe to print; empty if there is none.
   */
  public static Optional<String> problem(ShareInfo info) {
    return problemOfPart(info.name())
        .map(problem -> "the share's name: " + problem)
        .or(() -> problemOfPieceLength(info.pieceLengthBytes()))
        .or(() -> problemOfCount(info))
        .or(() -> problemOfEntries(info))
        .or(() -> problemOfOrder(info.entries()))
        .or(() -> problemOfNesting(info.entries()))
        .or(() -> problemOfSums(info));
  }

  /**
   * Returns the problem of a file or folder name as one part of a path, as one line that is safe to
   * print; empty if there is none.
   */
  public static Optional<String> problemOfPart(String part) {
    return PathRules.problemOfPart(part);
  }

  private static Optional<String> problemOfPieceLength(int lengthBytes) {
    boolean right =
        lengthBytes >= SHORTEST_PIECE_BYTES
            && lengthBytes <= PIECE_BYTES
            && Integer.bitCount(lengthBytes) == 1;
    return right
        ? Optional.empty()
        : Optional.of(
            "the piece length must be a power of two from 16 KiB to 64 MiB, not " + lengthBytes);
  }

  private static Optional<String> problemOfCount(ShareInfo info) {
    int count = info.entries().size();
    if (info.singleFile() && (count != 1 || !(info.entries().getFirst() instanceof FileEntry))) {
      return Optional.of("a share of one file must have that file as its only entry");
    }
    return count > ENTRIES
        ? Optional.of("a share may have " + ENTRIES + " entries, not " + count)
        : Optional.empty();
  }

  private static Optional<String> problemOfEntries(ShareInfo info) {
    for (Entry entry : info.entries()) {
      Optional<String> problem = problemOfPath(info, entry).or(() -> problemOf(entry));
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> problemOfPath(ShareInfo info, Entry entry) {
    if (!info.singleFile()) {
      return PathRules.problemOfPath(entry.path());
    }
    return entry.path().isEmpty()
        ? Optional.empty()
        : Optional.of("the file of a share of one file must have no path of its own");
  }

  private static Optional<String> problemOf(Entry entry) {
    return switch (entry) {
      case FileEntry file -> problemOfFile(file);
      case FolderEntry _ -> Optional.empty();
      case LinkEntry link ->
          PathRules.problemOfTarget(link.path(), link.target())
              .map(problem -> "the link " + Printable.quote(link.path()) + ": " + problem);
    };
  }

  private static Optional<String> problemOfFile(FileEntry file) {
    if (file.lengthBytes() < 0 || file.lengthBytes() > SIZE_BYTES) {
      return Optional.of(
          "the file "
              + Printable.quote(file.path())
              + " has an impossible length, "
              + Long.toUnsignedString(file.lengthBytes())
              + " bytes");
    }
    if ((file.root() == null) != (file.lengthBytes() == 0)) {
      return Optional.of(
          "the file "
              + Printable.quote(file.path())
              + " of "
              + file.lengthBytes()
              + " bytes must have "
              + (file.root() == null ? "a" : "no")
              + " pieces root");
    }
    return Optional.empty();
  }

  private static Optional<String> problemOfOrder(List<Entry> entries) {
    for (int i = 1; i < entries.size(); i++) {
      String path = entries.get(i).path();
      int order = comparePaths(entries.get(i - 1).path(), path);
      if (order >= 0) {
        return Optional.of(
            Printable.quote(path) + (order == 0 ? " appears twice" : " is out of order"));
      }
    }
    return Optional.empty();
  }

  /**
   * Finds an entry below another entry. Only empty folders are entries, so no entry may have
   * anything below it. In sorted order, all paths with a common prefix follow the prefix without a
   * gap, so a stack of the prefixes of the current path is enough.
   */
  private static Optional<String> problemOfNesting(List<Entry> entries) {
    Deque<String> beginnings = new ArrayDeque<>();
    for (Entry entry : entries) {
      String path = entry.path();
      while (!beginnings.isEmpty() && !path.startsWith(beginnings.getLast())) {
        beginnings.removeLast();
      }
      for (String beginning : beginnings) {
        if (path.charAt(beginning.length()) == '/') {
          return Optional.of(
              Printable.quote(path)
                  + " lies beneath "
                  + Printable.quote(beginning)
                  + ", which stands as an entry of its own");
        }
      }
      beginnings.addLast(path);
    }
    return Optional.empty();
  }

  private static Optional<String> problemOfSums(ShareInfo info) {
    long bytes = 0;
    long pieces = 0;
    for (Entry entry : info.entries()) {
      if (entry instanceof FileEntry file) {
        bytes += file.lengthBytes();
        pieces += Math.ceilDiv(file.lengthBytes(), info.pieceLengthBytes());
        // Checked after every file: two of the largest fit a long, three do not.
        if (bytes < 0 || bytes > SIZE_BYTES) {
          return Optional.of("the share is larger than 2^62 bytes");
        }
        if (pieces > PIECES) {
          return Optional.of("the share has more than " + PIECES + " pieces");
        }
      }
    }
    return Optional.empty();
  }

  /** UTF-8 sorts in code point order; UTF-16 differs if one side is a surrogate. */
  private static int comparePaths(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean sameKind = Character.isSurrogate(a) == Character.isSurrogate(b);
        return sameKind ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
