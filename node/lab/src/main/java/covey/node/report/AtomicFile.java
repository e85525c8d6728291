package covey.node.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is there whole or not at all. */
final class AtomicFile {
  private AtomicFile() {}

  /** Writes beside {@code file}, then moves; whoever reads sees the old one or the new one. */
  static void write(Path file, String text) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path beside = absolute.resolveSibling("." + absolute.getFileName() + ".part");
    try {
      Files.writeString(beside, text);
      Files.move(
          beside, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
