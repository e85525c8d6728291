package covey.node.store;

import covey.protocol.content.ShareInfo.Entry;
import covey.protocol.content.ShareInfo.FolderEntry;
import covey.protocol.content.ShareInfo.LinkEntry;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what a download put on the disk and is unchanged since; not what was there before or was
 * added by others.
 */
final class DataDeletion {
  private final StoredShare holding;
  private final EntryPaths placement;
  private final WorkFolder work;

  DataDeletion(StoredShare holding, EntryPaths placement, WorkFolder work) {
    this.holding = holding;
    this.placement = placement;
    this.work = work;
  }

  void run() throws IOException {
    TreeSet<Path> folders = new TreeSet<>(Comparator.reverseOrder());
    FileTable files = holding.files();
    for (int file = 0; file < files.count(); file++) {
      if (files.isPlaced(file) && !files.isAdopted(file) && isOurs(file)) {
        Files.delete(files.target(file));
      }
    }
    for (Entry entry : holding.content().info().entries()) {
      Path path = placement.of(entry.path());
      if (entry instanceof LinkEntry link
          && Files.isSymbolicLink(path)
          && isReached(path)
          && Files.readSymbolicLink(path).toString().equals(link.target())) {
        Files.delete(path);
      }
      addFolders(entry instanceof FolderEntry ? path : path.getParent(), folders);
    }
    for (Path folder : folders) {
      deleteIfEmpty(folder);
    }
    if (Files.isDirectory(work.folder(), LinkOption.NOFOLLOW_LINKS)) {
      work.open();
      work.clear();
      work.removeIfEmpty();
    }
  }

  private boolean isOurs(int file) throws IOException {
    Path target = holding.files().target(file);
    return isReached(target)
        && Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
        && FileStamp.of(target).equals(holding.files().stamp(file));
  }

  /** Returns whether no link lies between the root and the path, so the path is the share's own. */
  private boolean isReached(Path path) {
    for (Path at = path.getParent();
        at != null && at.startsWith(placement.root());
        at = at.getParent()) {
      if (Files.isSymbolicLink(at)) {
        return false;
      }
    }
    return true;
  }

  private void addFolders(@Nullable Path from, Set<Path> folders) {
    for (Path at = from; at != null && at.startsWith(placement.root()); at = at.getParent()) {
      if (!folders.add(at)) {
        return;
      }
    }
  }

  private void deleteIfEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !isReached(folder)) {
      return;
    }
    try {
      Files.delete(folder);
    } catch (DirectoryNotEmptyException e) {
      // It holds something that is not part of the share.
    }
  }
}
