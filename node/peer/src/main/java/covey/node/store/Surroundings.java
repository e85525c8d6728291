package covey.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What the store asks of the machine it runs on; tests answer differently. */
interface Surroundings {
  /** Bytes that may still be written into this existing folder. */
  long freeBytes(Path folder) throws IOException;

  /** Whether names that differ only in case are one name in this existing folder. */
  boolean ignoresCase(Path folder) throws IOException;

  /** What changes at each start of the machine; empty if nothing is known to. */
  Optional<String> bootId();

  /** The machine we run on. */
  static Surroundings ofMachine() {
    return new Machine();
  }

  /** Asks the operating system. */
  final class Machine implements Surroundings {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private Machine() {}

    @Override
    public long freeBytes(Path folder) throws IOException {
      return Files.getFileStore(folder).getUsableSpace();
    }

    @Override
    public boolean ignoresCase(Path folder) throws IOException {
      String name = ".covey-case-" + UUID.randomUUID();
      Path probe = Files.createFile(folder.resolve(name));
      try {
        return Files.exists(folder.resolve(name.toUpperCase(Locale.ROOT)));
      } finally {
        Files.deleteIfExists(probe);
      }
    }

    @Override
    public Optional<String> bootId() {
      try {
        return Files.isReadable(BOOT_ID)
            ? Optional.of(Files.readString(BOOT_ID).strip())
            : Optional.empty();
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }
}
