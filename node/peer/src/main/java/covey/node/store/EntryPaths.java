package covey.node.store;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where each entry of a share is on this machine.
 *
 * @param root the share's file or folder
 * @param realNames paths below the root, parts joined by '/', of those entries whose name here is
 *     written differently (another Unicode normalization) than in the share, by path in the share
 */
public record EntryPaths(Path root, Map<String, String> realNames) {
  /** Copies the map. */
  public EntryPaths {
    realNames = Map.copyOf(realNames);
  }

  /**
   * Returns where the entry with this path is; throws IOException if the name is not possible on
   * this file system.
   */
  public Path of(String entryPath) throws IOException {
    if (entryPath.isEmpty()) {
      return root;
    }
    try {
      return root.resolve(realNames.getOrDefault(entryPath, entryPath));
    } catch (InvalidPathException e) {
      throw new IOException(
          "this system cannot hold the name '"
              + entryPath
              + "': "
              + e.getReason()
              + "; where names are not UTF-8, set LC_ALL=C.UTF-8",
          e);
    }
  }
}
