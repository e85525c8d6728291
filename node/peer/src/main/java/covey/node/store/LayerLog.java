package covey.node.store;

import covey.protocol.content.PieceGeometry;
import covey.protocol.content.PieceLayers;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The known piece layers, appended one by one. Each is verified again when it is read. Thread-safe.
 */
final class LayerLog implements Closeable {
  private static final int HEADER_BYTES = 8;

  private final FileChannel channel;
  private boolean unsynced;

  private LayerLog(FileChannel channel) {
    this.channel = channel;
  }

  /** Reads existing layers into {@code layers}, truncates a damaged end, and opens the log. */
  static LayerLog open(Path file, PieceGeometry geometry, PieceLayers layers) throws IOException {
    long goodBytes = Files.exists(file) ? read(file, geometry, layers) : 0;
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.truncate(goodBytes).position(goodBytes);
    return new LayerLog(channel);
  }

  private static long read(Path file, PieceGeometry geometry, PieceLayers layers)
      throws IOException {
    long goodBytes = 0;
    long sizeBytes = Files.size(file);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      while (sizeBytes - goodBytes > HEADER_BYTES) {
        int index = in.readInt();
        int length = in.readInt();
        if (index < 0
            || index >= geometry.files().size()
            || length != 32L * geometry.pieceCountOf(index)
            || length > sizeBytes - goodBytes - HEADER_BYTES
            || !layers.offer(index, in.readNBytes(length))) {
          break;
        }
        goodBytes += HEADER_BYTES + length;
      }
    }
    return goodBytes;
  }

  synchronized void append(int file, byte[] layer) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + layer.length);
    bytes.putInt(file).putInt(layer.length).put(layer).flip();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    unsynced = true;
  }

  synchronized void sync() throws IOException {
    if (unsynced) {
      channel.force(false);
      unsynced = false;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }
}
