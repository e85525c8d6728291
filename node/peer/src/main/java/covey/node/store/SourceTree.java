package covey.node.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The contents of a path that is to be shared.
 *
 * @param files sorted by path in the share
 * @param links targets by path in the share
 * @param folders paths of empty folders in the share
 * @param realNames as in {@link EntryPaths}
 */
record SourceTree(
    Path root,
    List<SourceFile> files,
    Map<String, String> links,
    List<String> folders,
    Map<String, String> realNames) {

  /** A file to hash, and its stamp when it was found. */
  record SourceFile(String path, Path realPath, FileStamp stamp, boolean executable) {}

  long totalBytes() {
    return files.stream().mapToLong(f -> f.stamp().sizeBytes()).sum();
  }
}
