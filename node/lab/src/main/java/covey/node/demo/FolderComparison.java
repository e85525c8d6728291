package covey.node.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Compares the names and contents of two files or folders. */
final class FolderComparison {
  private FolderComparison() {}

  /** Returns the first difference in one line; empty if there is none. */
  static Optional<String> difference(Path expected, Path found) throws IOException {
    SortedSet<String> names = names(expected);
    SortedSet<String> foundNames = names(found);
    if (!names.equals(foundNames)) {
      SortedSet<String> missing = new TreeSet<>(names);
      missing.removeAll(foundNames);
      return Optional.of(
          missing.isEmpty()
              ? found + " has more files than " + expected
              : found.resolve(missing.first()) + " is missing");
    }
    for (String name : names) {
      if (!isSame(at(expected, name), at(found, name))) {
        return Optional.of(at(found, name) + " differs from " + at(expected, name));
      }
    }
    return Optional.empty();
  }

  private static boolean isSame(Path expected, Path found) throws IOException {
    if (Files.isSymbolicLink(expected)) {
      return Files.isSymbolicLink(found)
          && Files.readSymbolicLink(expected).equals(Files.readSymbolicLink(found));
    }
    if (Files.isDirectory(expected)) {
      return Files.isDirectory(found, LinkOption.NOFOLLOW_LINKS);
    }
    return Files.isRegularFile(found, LinkOption.NOFOLLOW_LINKS)
        && Files.mismatch(expected, found) < 0;
  }

  private static Path at(Path root, String name) {
    return name.isEmpty() ? root : root.resolve(name);
  }

  private static SortedSet<String> names(Path root) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    if (!Files.exists(root)) {
      return names;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      paths.forEach(path -> names.add(root.relativize(path).toString()));
    }
    return names;
  }
}
