package covey.node.store;

import covey.node.store.SourceTree.SourceFile;
import covey.protocol.content.Hash;
import covey.protocol.content.PieceSet;
import covey.protocol.content.ShareInfo.Entry;
import covey.protocol.content.ShareInfo.FileEntry;
import covey.protocol.content.ShareInfo.FolderEntry;
import covey.protocol.content.ShareInfo.LinkEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks, before a download writes anything, whether the share fits where it should go, and which
 * of its files are there already.
 */
final class DownloadPreflight {
  private static final ImportProgress UNHEARD =
      new ImportProgress() {
        @Override
        public void discovered(long totalBytes, int files) {}

        @Override
        public void hashed(long bytes) {}
      };

  private final ShareContent content;
  private final EntryPaths placement;
  private final HostPlatform surroundings;
  private final Path existingFolder;
  private final List<Integer> present = new ArrayList<>();
  private final List<SourceFile> presentFiles = new ArrayList<>();

  /** {@code dir} need not exist yet. */
  DownloadPreflight(ShareContent content, Path dir, HostPlatform surroundings) throws IOException {
    this.content = content;
    this.surroundings = surroundings;
    String name = content.info().name();
    if (WorkFolder.isNameOfOne(name)) {
      throw new IOException("a share must not be named '" + name + "'");
    }
    this.existingFolder = existing(dir.toAbsolutePath().normalize());
    Path folder =
        existingFolder
            .toRealPath()
            .resolve(existingFolder.relativize(dir.toAbsolutePath().normalize()));
    this.placement = new EntryPaths(new EntryPaths(folder, Map.of()).of(name), Map.of());
  }

  EntryPaths placement() {
    return placement;
  }

  /**
   * A file of the share that was there already, with the right content.
   *
   * @param index the file's index in the share
   */
  record Adopted(int index, FileHashing hashed) {}

  /** Throws IOException, with one line for users, if the share cannot be put here. */
  List<Adopted> check(PieceSet wanted) throws IOException {
    checkNames();
    checkInTheWay();
    List<Adopted> adopted = adopt();
    checkSpace(wanted, adopted);
    return adopted;
  }

  private void checkNames() throws IOException {
    Map<String, String> seen = new HashMap<>();
    for (Entry entry : content.info().entries()) {
      placement.of(entry.path());
      String path = entry.path();
      for (int end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
        String part = end < 0 ? path : path.substring(0, end);
        String other = seen.putIfAbsent(folded(part), part);
        if (other != null && !other.equals(part) && surroundings.ignoresCase(existingFolder)) {
          throw new IOException(
              "'"
                  + part
                  + "' and '"
                  + other
                  + "' differ only in case, and "
                  + existingFolder
                  + " cannot hold both; choose another folder");
        }
        if (end < 0) {
          break;
        }
      }
    }
  }

  private static String folded(String path) {
    return path.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private void checkInTheWay() throws IOException {
    if (look(placement.root()) == null) {
      return; // The usual case: nothing is there.
    }
    int file = 0;
    for (Entry entry : content.info().entries()) {
      Path path = placement.of(entry.path());
      BasicFileAttributes found = lookThroughFolders(path);
      if (found != null) {
        checkInTheWay(entry, path, found, file);
      }
      file += entry instanceof FileEntry ? 1 : 0;
    }
  }

  private void checkInTheWay(Entry entry, Path path, BasicFileAttributes found, int file)
      throws IOException {
    switch (entry) {
      case FileEntry f -> {
        if (!found.isRegularFile() || found.size() != f.lengthBytes()) {
          throw differs(path);
        }
        present.add(file);
        presentFiles.add(new SourceFile(f.path(), path, FileStamp.of(found), false));
      }
      case FolderEntry _ -> {
        if (!found.isDirectory()) {
          throw differs(path);
        }
      }
      case LinkEntry link -> {
        if (!found.isSymbolicLink()
            || !Files.readSymbolicLink(path).toString().equals(link.target())) {
          throw differs(path);
        }
      }
    }
  }

  /** Returns what is at the path; throws if something above it, up to the root, is no folder. */
  private @Nullable BasicFileAttributes lookThroughFolders(Path path) throws IOException {
    if (content.info().singleFile()) {
      return look(path);
    }
    Path at = placement.root();
    for (Path part : placement.root().relativize(path)) {
      BasicFileAttributes attributes = look(at);
      if (attributes == null) {
        return null;
      }
      if (!attributes.isDirectory()) {
        throw new IOException(
            at + " exists and is not a folder; move it away or choose another folder");
      }
      at = at.resolve(part);
    }
    return look(path);
  }

  private List<Adopted> adopt() throws IOException {
    List<FileHashing> hashed =
        ImportHashing.hash(presentFiles, content.geometry().pieceLengthBytes(), UNHEARD);
    List<Adopted> adopted = new ArrayList<>();
    for (int i = 0; i < hashed.size(); i++) {
      FileHashing file = hashed.get(i);
      Hash root = content.geometry().files().get(present.get(i)).root();
      if (root != null && !root.equals(Hash.of(file.root()))) {
        throw differs(file.source().realPath());
      }
      adopted.add(new Adopted(present.get(i), file));
    }
    return adopted;
  }

  private void checkSpace(PieceSet wanted, List<Adopted> adopted) throws IOException {
    long needed = wanted.stream().mapToLong(content.geometry()::lengthBytes).sum();
    for (Adopted file : adopted) {
      int first = content.geometry().firstPiece(file.index());
      for (int i = 0; i < content.geometry().pieceCountOf(file.index()); i++) {
        needed -= wanted.contains(first + i) ? content.geometry().lengthBytes(first + i) : 0;
      }
    }
    long free = surroundings.freeBytes(existingFolder);
    if (needed > free) {
      throw new IOException(
          "not enough space in "
              + existingFolder
              + ": '"
              + content.info().name()
              + "' needs "
              + SizeText.text(needed)
              + ", "
              + SizeText.text(free)
              + " are free");
    }
  }

  private static IOException differs(Path path) {
    return new IOException(
        path + " exists and is not what the share has; move it away or choose another folder");
  }

  private static @Nullable BasicFileAttributes look(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static Path existing(Path dir) throws IOException {
    for (Path at = dir; at != null; at = at.getParent()) {
      if (Files.isDirectory(at)) {
        return at;
      }
      if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(at + " is not a folder; choose another folder");
      }
    }
    throw new IOException("there is no folder " + dir);
  }
}
