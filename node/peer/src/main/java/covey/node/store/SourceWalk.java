package covey.node.store;

import covey.node.store.SourceTree.SourceFile;
import covey.protocol.content.ShareInfoRules;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lists what there is to share without reading files, and refuses what a share cannot hold. */
final class SourceWalk {
  private static final int MAX_DEPTH = 256;

  private final Path root;
  private final List<SourceFile> files = new ArrayList<>();
  private final Map<String, String> links = new HashMap<>();
  private final List<String> folders = new ArrayList<>();
  private final Map<String, String> realNames = new HashMap<>();

  private SourceWalk(Path root) {
    this.root = root;
  }

  /** Walks the file or folder; throws IOException that names what cannot be shared. */
  static SourceTree walk(Path root) throws IOException {
    SourceWalk walk = new SourceWalk(root);
    BasicFileAttributes attributes = attributes(root);
    if (attributes.isDirectory()) {
      walk.folder(root, "", 0);
    } else {
      walk.entry(root, "", attributes, 0);
    }
    walk.files.sort(Comparator.comparing(SourceFile::path, ShareInfoRules.PATH_ORDER));
    walk.folders.sort(ShareInfoRules.PATH_ORDER);
    return new SourceTree(root, walk.files, walk.links, walk.folders, walk.realNames);
  }

  private void folder(Path folder, String path, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException(folder + " lies more than " + MAX_DEPTH + " folders deep");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while reading " + folder);
    }
    Set<String> names = new HashSet<>();
    for (Path child : list(folder)) {
      String realName = String.valueOf(child.getFileName());
      if (WorkFolder.isNameOfOne(realName)) {
        continue; // an unfinished download, not part of the folder
      }
      String name = name(child, realName);
      if (!names.add(name)) {
        throw new IOException(
            folder + " holds two names that are the same in Unicode: '" + name + "'; rename one");
      }
      String childPath = path.isEmpty() ? name : path + "/" + name;
      if (!name.equals(realName) || realNames.containsKey(path)) {
        realNames.put(childPath, root.relativize(child).toString());
      }
      entry(child, childPath, attributes(child), depth + 1);
    }
    if (names.isEmpty() && !path.isEmpty()) {
      folders.add(path);
    }
  }

  private void entry(Path real, String path, BasicFileAttributes attributes, int depth)
      throws IOException {
    if (attributes.isSymbolicLink()) {
      links.put(path, target(real));
    } else if (attributes.isDirectory()) {
      folder(real, path, depth);
    } else if (attributes.isRegularFile()) {
      files.add(new SourceFile(path, real, FileStamp.of(attributes), ExecutableBit.is(real)));
    } else {
      throw new IOException(
          real + " is neither file, folder nor link (a socket, pipe or device); remove it");
    }
  }

  private String target(Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    Path parent = link.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalStateException("a link without a folder: " + link);
    }
    if (target.isAbsolute() || !parent.resolve(target).normalize().startsWith(root)) {
      throw new IOException(
          "link " + link + " leads out of the share (to " + target + "); remove it");
    }
    if (Files.exists(link) && !link.toRealPath().startsWith(root)) {
      throw new IOException("link " + link + " leads out of the share; remove it");
    }
    String text = target.toString().replace(target.getFileSystem().getSeparator(), "/");
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static String name(Path path, String realName) throws IOException {
    String name = Normalizer.normalize(realName, Normalizer.Form.NFC);
    if (name.indexOf('\uFFFD') >= 0) {
      throw new IOException(
          "the name of " + printable(path) + " is not UTF-8; rename it, or set LC_ALL=C.UTF-8");
    }
    Optional<String> problem = ShareInfoRules.problemOfPart(name);
    if (problem.isPresent()) {
      throw new IOException(printable(path) + " cannot be shared: " + problem.get());
    }
    return name;
  }

  private static List<Path> list(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(children::add);
    } catch (DirectoryIteratorException | IOException e) {
      throw new IOException("cannot read folder " + folder + ": " + FileErrorText.of(e), e);
    }
    return children;
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new IOException("cannot read " + printable(path) + ": " + FileErrorText.of(e), e);
    }
  }

  /** Replaces control characters: names from the disk are shown on terminals. */
  private static String printable(Path path) {
    return path.toString().replaceAll("\\p{Cntrl}", "?");
  }
}
