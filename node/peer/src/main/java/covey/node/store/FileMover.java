package covey.node.store;

import covey.protocol.content.ShareInfo.Entry;
import covey.protocol.content.ShareInfo.FileEntry;
import covey.protocol.content.ShareInfo.FolderEntry;
import covey.protocol.content.ShareInfo.LinkEntry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Moves complete files from the work folder to their places, and at the end creates empty files,
 * folders and links. Never replaces anything and never goes through a link.
 */
final class FileMover {
  private final ShareContent content;
  private final EntryPaths placement;
  private final FileTable files;

  FileMover(ShareContent content, EntryPaths placement, FileTable files) {
    this.content = content;
    this.placement = placement;
    this.files = files;
  }

  /** Moves a complete file into place; throws IOException that names what is in its way. */
  void place(int file) throws IOException {
    FileEntry entry = content.geometry().files().get(file);
    Path from = files.workFile(file);
    Path to = files.target(file);
    makeParent(to);
    cut(from, entry.lengthBytes());
    if (entry.executable()) {
      ExecutableBit.set(from);
    }
    move(from, to);
    files.placed(file, FileStamp.of(to));
  }

  /** Moves a damaged file back to the work folder, where missing pieces are written. */
  void takeBack(int file) throws IOException {
    Path from = files.target(file);
    if (Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(from, files.workFile(file), StandardCopyOption.ATOMIC_MOVE);
    }
    files.unplaced(file);
  }

  /** Creates empty files, empty folders and then links; everything else is in place. */
  void finish() throws IOException {
    if (!content.info().singleFile()) {
      SafeFolders.make(placement.root(), placement.root());
    }
    for (int file = 0; file < files.count(); file++) {
      if (files.lengthBytes(file) == 0 && !files.isPlaced(file)) {
        makeEmptyFile(file);
      }
    }
    for (Entry entry : content.info().entries()) {
      if (entry instanceof FolderEntry folder) {
        SafeFolders.make(placement.root(), placement.of(folder.path()));
      }
    }
    for (Entry entry : content.info().entries()) {
      if (entry instanceof LinkEntry link) {
        makeLink(link);
      }
    }
  }

  private void makeEmptyFile(int file) throws IOException {
    Path path = files.target(file);
    makeParent(path);
    try {
      Files.createFile(path);
      if (content.geometry().files().get(file).executable()) {
        ExecutableBit.set(path);
      }
    } catch (FileAlreadyExistsException e) {
      FileStamp stamp = FileStamp.of(path);
      if (stamp.sizeBytes() != 0 || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        throw inTheWay(path, e);
      }
    }
    files.placed(file, FileStamp.of(path));
  }

  private void makeLink(LinkEntry link) throws IOException {
    Path path = placement.of(link.path());
    makeParent(path);
    Path target = path.getFileSystem().getPath(link.target());
    try {
      Files.createSymbolicLink(path, target);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isSymbolicLink(path) || !Files.readSymbolicLink(path).equals(target)) {
        throw inTheWay(path, e);
      }
    } catch (UnsupportedOperationException e) {
      throw new IOException("this file system cannot hold the link " + path, e);
    }
  }

  private void makeParent(Path path) throws IOException {
    if (!content.info().singleFile()) {
      Path parent = path.getParent();
      SafeFolders.make(placement.root(), parent == null ? placement.root() : parent);
    }
  }

  /** Truncates a work file: one that was moved back may be too long. */
  private static void cut(Path file, long lengthBytes) throws IOException {
    if (Files.size(file) > lengthBytes) {
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
        channel.truncate(lengthBytes);
      }
    }
  }

  /** Moves by adding a link and deleting the first: unlike a rename, it never replaces a file. */
  private static void move(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
      Files.delete(from);
    } catch (FileAlreadyExistsException e) {
      if (!isSameFile(from, to)) {
        throw inTheWay(to, e);
      }
      Files.delete(from); // The last attempt stopped between the two steps.
    } catch (UnsupportedOperationException | FileSystemException e) {
      if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
        throw inTheWay(to, e);
      }
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static boolean isSameFile(Path from, Path to) throws IOException {
    FileStamp stamp = FileStamp.of(from);
    return stamp.identity() != 0 && stamp.equals(FileStamp.of(to));
  }

  private static IOException inTheWay(Path path, Exception cause) {
    return new IOException(
        path + " is in the way of a download; move it away and resume the share", cause);
  }
}
