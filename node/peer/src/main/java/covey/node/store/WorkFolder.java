package covey.node.store;

import covey.protocol.content.ShareId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hidden folder beside a download's target that holds files until they are complete. Each file
 * is named by its index, so names from the network are used only once files are complete. Locked
 * against other processes.
 */
final class WorkFolder implements Closeable {
  private static final String PREFIX = ".covey-";
  private static final int ID_CHARACTERS = 16;
  private static final Pattern NAME = Pattern.compile("\\.covey-[a-z2-7]{16}");
  private static final String LOCK = "lock";

  private final Path folder;
  private @Nullable FileChannel lock;

  private WorkFolder(Path folder) {
    this.folder = folder;
  }

  static WorkFolder of(Path target, ShareId id) {
    String name = PREFIX + id.toString().substring(0, ID_CHARACTERS);
    return new WorkFolder(target.resolveSibling(name));
  }

  /** Returns whether this is the name of a work folder. */
  static boolean isNameOfOne(String name) {
    return NAME.matcher(name).matches();
  }

  Path folder() {
    return folder;
  }

  Path file(int index) {
    return folder.resolve(Integer.toString(index));
  }

  /** Creates and locks the folder; throws IOException if another process downloads there. */
  synchronized void open() throws IOException {
    if (lock != null) {
      return;
    }
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(folder + " is in the way of a download; remove it", e);
      }
    }
    FileChannel channel =
        FileChannel.open(
            folder.resolve(LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    try {
      if (channel.tryLock() == null) {
        throw new OverlappingFileLockException();
      }
      lock = channel;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException(
          "another download of the same share into " + folder.getParent() + " is running", e);
    } catch (IOException e) {
      // Some file systems have no locks; there, running two processes is the user's risk.
      lock = channel;
    }
  }

  /** Deletes its files. */
  synchronized void clear() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!file.endsWith(LOCK)) {
          Files.delete(file);
        }
      }
    }
  }

  /** Removes the folder if it holds only the lock. */
  synchronized void removeIfEmpty() throws IOException {
    if (lock == null || holdsFiles()) {
      return;
    }
    Files.deleteIfExists(folder.resolve(LOCK));
    close();
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // A writer added a file; the folder is removed when that is complete.
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }

  private boolean holdsFiles() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!file.endsWith(LOCK)) {
          return true;
        }
      }
    }
    return false;
  }
}
