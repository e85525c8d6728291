package covey.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What the store needs to know about its machine; tests have their own. */
interface HostPlatform {
  /** Returns the bytes that may still be written to this existing folder. */
  long freeBytes(Path folder) throws IOException;

  /** Returns whether this existing folder ignores the case of names. */
  boolean ignoresCase(Path folder) throws IOException;

  /** Returns an id that changes at each boot of the machine; empty if unknown. */
  Optional<String> bootId();

  /** Returns this machine. */
  static HostPlatform ofMachine() {
    return new Machine();
  }

  /** Asks the operating system. */
  final class Machine implements HostPlatform {
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
