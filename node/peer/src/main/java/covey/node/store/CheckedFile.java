package covey.node.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A small file that is replaced as a whole and read whole or not at all: magic, version, length,
 * body, CRC-32C of all before it.
 */
final class CheckedFile {
  private static final int MAGIC = 0x43565953;
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 12;
  private static final int CHECKSUM_BYTES = 4;

  private CheckedFile() {}

  /** Replaces the file; after a power cut it has either its old or its new content. */
  static void write(Path file, byte[] body) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + body.length + CHECKSUM_BYTES);
    bytes.putInt(MAGIC).putInt(VERSION).putInt(body.length).put(body);
    bytes.putInt(checksum(bytes.array(), bytes.position())).flip();
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Returns the body; empty if there is no such file or it is damaged. */
  static Optional<byte[]> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length - CHECKSUM_BYTES;
    if (end < HEADER_BYTES) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    boolean whole =
        in.getInt() == MAGIC
            && in.getInt() == VERSION
            && in.getInt() == end - HEADER_BYTES
            && in.getInt(end) == checksum(bytes, end);
    if (!whole) {
      return Optional.empty();
    }
    byte[] body = new byte[end - HEADER_BYTES];
    in.get(body);
    return Optional.of(body);
  }

  static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
