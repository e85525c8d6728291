package covey.node.store;

import covey.protocol.content.LeafHasher;
import covey.protocol.content.MerkleTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Hashes ranges of files in its own buffer. Not thread-safe. */
final class HashWorker {
  private static final int BUFFER_BYTES = 1 << 20;

  private final LeafHasher hasher = new LeafHasher();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

  /**
   * Returns the leaf hashes of {@code lengthBytes} from {@code offsetBytes} on; none if the file is
   * shorter.
   */
  byte[] leaves(FileChannel channel, long offsetBytes, int lengthBytes) throws IOException {
    int count = Math.ceilDiv(lengthBytes, MerkleTree.LEAF_BYTES);
    byte[] leaves = new byte[count * 32];
    int done = 0;
    while (done < lengthBytes) {
      buffer.clear().limit(Math.min(BUFFER_BYTES, lengthBytes - done));
      if (!fill(channel, offsetBytes + done)) {
        return new byte[0];
      }
      buffer.flip();
      int read = buffer.remaining();
      byte[] hashes = hasher.hashLeaves(buffer);
      System.arraycopy(hashes, 0, leaves, done / MerkleTree.LEAF_BYTES * 32, hashes.length);
      done += read;
    }
    return leaves;
  }

  private boolean fill(FileChannel channel, long fromBytes) throws IOException {
    long at = fromBytes;
    while (buffer.hasRemaining()) {
      int n = channel.read(buffer, at);
      if (n < 0) {
        return false;
      }
      at += n;
    }
    return true;
  }
}
