package covey.node.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Copies a folder so that it can be shared. Symbolic links that lead out of it, which a share
 * cannot contain, are replaced by the files they lead to, or left out if these are not readable
 * files. Used once.
 */
final class StagedCopy extends SimpleFileVisitor<Path> {
  private final Path source;
  private final Path target;
  private final Copier copier;
  private int replaced;
  private int leftOut;

  private StagedCopy(Path source, Path target, Copier copier) {
    this.source = source;
    this.target = target;
    this.copier = copier;
  }

  /** Copies {@code source} to {@code target}, which must not exist yet. */
  static Changes make(Path source, Path target, Copier copier) throws IOException {
    StagedCopy copy = new StagedCopy(source.toRealPath(), target, copier);
    Files.walkFileTree(copy.source, copy);
    return new Changes(copy.replaced, copy.leftOut);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    copier.copy(folder, inTarget(folder));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (attributes.isRegularFile()) {
      copier.copy(file, inTarget(file));
    } else if (attributes.isSymbolicLink()) {
      link(file);
    } else {
      leftOut++;
    }
    return FileVisitResult.CONTINUE;
  }

  private void link(Path link) throws IOException {
    Path leadsTo = Files.readSymbolicLink(link);
    if (staysInside(link, leadsTo)) {
      Files.createSymbolicLink(inTarget(link), leadsTo);
    } else if (Files.isRegularFile(link) && Files.isReadable(link)) {
      copier.copy(link.toRealPath(), inTarget(link));
      replaced++;
    } else {
      leftOut++;
    }
  }

  private boolean staysInside(Path link, Path leadsTo) throws IOException {
    return !leadsTo.isAbsolute()
        && link.resolveSibling(leadsTo).normalize().startsWith(source)
        && (!Files.exists(link) || link.toRealPath().startsWith(source));
  }

  private Path inTarget(Path path) {
    return target.resolve(source.relativize(path));
  }

  /** Copies one file, or creates a folder. */
  interface Copier {
    void copy(Path from, Path to) throws IOException;
  }

  /**
   * The differences from the source.
   *
   * @param replaced links replaced by the files they led to
   * @param leftOut links, sockets and other files that were left out
   */
  record Changes(int replaced, int leftOut) {}
}
