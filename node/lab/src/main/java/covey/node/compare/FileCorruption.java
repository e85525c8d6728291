package covey.node.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** Corrupts files, like a disk that returns wrong bytes. */
final class FileCorruption {
  private static final int EVERY_BYTES = 16 << 10;

  private FileCorruption() {}

  /** Changes one byte in every 16 KiB of a file, or of all files in a folder. */
  static void spoil(Path path) throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        spoilFile(file);
      }
    }
  }

  private static void spoilFile(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      for (long at = 0; at < channel.size(); at += EVERY_BYTES) {
        one.clear();
        channel.read(one, at);
        one.put(0, (byte) ~one.get(0)).flip();
        channel.write(one, at);
      }
    }
  }
}
