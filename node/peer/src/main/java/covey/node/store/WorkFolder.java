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
 * The hidden folder beside a download's target that holds files until they are complete, each under
 * its index: no name from the network is used before it is complete. Locked against other
 * processes.
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

  /** Whether a file or folder with this name is taken for a work folder. */
  static boolean isNameOfOne(String name) {
    return NAME.matcher(name).matches();
  }

  Path folder() {
    return folder;
  }

  Path file(int index) {
    return folder.resolve(Integer.toString(index));
  }

  /** Makes it if need be, and locks it; throws IOException if another process downloads there. */
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
      // File systems without locks exist; two processes on one download are then the user's risk.
      lock = channel;
    }
  }

  /** Deletes all in it. */
  synchronized void clear() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!file.endsWith(LOCK)) {
          Files.delete(file);
        }
      }
    }
  }

  /** Removes it if nothing but the lock is in it. */
  synchronized void removeIfEmpty() throws IOException {
    if (lock == null || holdsFiles()) {
      return;
    }
    Files.deleteIfExists(folder.resolve(LOCK));
    close();
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // A writer was quicker; it goes when that file is complete.
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
