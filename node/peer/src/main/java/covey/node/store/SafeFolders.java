package covey.node.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Creates folders below a root, and refuses to go through a link. */
final class SafeFolders {
  private SafeFolders() {}

  /**
   * Creates {@code folder} and all folders from {@code root} down to it, both included; throws
   * IOException that names what is in the way.
   */
  static void make(Path root, Path folder) throws IOException {
    if (!folder.startsWith(root)) {
      throw new IllegalStateException(folder + " is not below " + root);
    }
    makeOne(root);
    Path at = root;
    for (Path part : root.relativize(folder)) {
      at = at.resolve(part);
      makeOne(at);
    }
  }

  private static void makeOne(Path folder) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes =
          Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      create(folder);
      return;
    }
    if (attributes.isSymbolicLink()) {
      throw new IOException(folder + " is a link; nothing is written through it: remove it");
    }
    if (!attributes.isDirectory()) {
      throw new IOException(folder + " is in the way: a folder of that name is needed; move it");
    }
  }

  private static void create(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(folder + " is in the way; remove it", e);
      }
    }
  }
}
