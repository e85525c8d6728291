package covey.protocol.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The description of a share: its name, its files and folders, and the root of each file's Merkle
 * tree.
 *
 * <p>The same content under the same name gives an equal ShareInfo on every machine. Entries are
 * sorted by the unsigned bytes of their path in UTF-8. {@link ShareInfoRules} checks values from
 * the network before a ShareInfo is created.
 *
 * @param name the file's or folder's own name
 * @param pieceLengthBytes a power of two, 16 KiB to 64 MiB
 * @param singleFile the share is one file; it has one entry, with an empty path
 */
public record ShareInfo(
    String name, int pieceLengthBytes, boolean singleFile, List<Entry> entries) {
  /** Copies the list. */
  public ShareInfo {
    entries = List.copyOf(entries);
  }

  /** An entry of the share, identified by its path: parts joined by '/', relative to the share. */
  public sealed interface Entry {
    /** The path; empty only for the file of a single-file share. */
    String path();
  }

  /**
   * A file.
   *
   * @param root the tree's root; null if and only if the file is empty
   */
  public record FileEntry(String path, long lengthBytes, @Nullable Hash root, boolean executable)
      implements Entry {}

  /** An empty folder. */
  public record FolderEntry(String path) implements Entry {}

  /** A symbolic link that stays inside the share. */
  public record LinkEntry(String path, String target) implements Entry {}

  /** Returns the sum of the files' lengths. */
  public long sizeBytes() {
    return entries.stream().mapToLong(e -> e instanceof FileEntry f ? f.lengthBytes() : 0).sum();
  }
}
