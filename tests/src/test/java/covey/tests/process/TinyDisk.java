package covey.tests.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file system of a few MiB in memory. Linux only, and needs root. */
public final class TinyDisk implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 16;

  private final Path folder;

  private TinyDisk(Path folder) {
    this.folder = folder;
  }

  /** Returns whether this user may mount one. */
  public static boolean isPossible() {
    try {
      Path probe = Files.createTempDirectory("covey-mount-");
      try (TinyDisk _ = mount(probe, 1)) {
        return true;
      } catch (IOException e) {
        return false;
      } finally {
        Files.deleteIfExists(probe);
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** Mounts one on an empty folder. */
  public static TinyDisk mount(Path folder, int mebibytes) throws IOException {
    String size = "size=" + mebibytes + "m";
    if (exitCode("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString()) != 0) {
      throw new IOException("cannot mount a tmpfs on " + folder);
    }
    return new TinyDisk(folder);
  }

  /** Writes to {@code file} until the disk takes no more. */
  public static void fill(Path file) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(chunk);
      }
    } catch (IOException full) {
      if (Files.getFileStore(file).getUsableSpace() >= CHUNK_BYTES) {
        throw full;
      }
    }
  }

  @Override
  public void close() throws IOException {
    exitCode("umount", "-l", folder.toString());
  }

  private static int exitCode(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IOException("does not end: " + String.join(" ", command));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
