package covey.node.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Reads figures from files below {@code /proc}, which only Linux has. */
final class ProcFile {
  private ProcFile() {}

  /**
   * Returns the bytes of a line such as "VmRSS: 1024 kB"; empty if there is no such file or line.
   */
  static OptionalLong bytes(Path file, String key) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(key + ":"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
          .findFirst();
    } catch (IOException e) {
      // Not Linux, or the process has ended.
      return OptionalLong.empty();
    }
  }
}
