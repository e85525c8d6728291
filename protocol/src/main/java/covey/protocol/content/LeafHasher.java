package covey.protocol.content;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Hashes the leaves of a piece or block with the JDK's SHA-256.
 *
 * <p>Reusable, not thread-safe: one for each worker thread. It allocates only its results. Heap
 * buffers are hashed in place; since the digest takes only arrays, a direct buffer is copied
 * through 16 KiB of scratch that stays in the first-level cache.
 */
public final class LeafHasher {
  private static final int LEAF_BYTES = MerkleTree.LEAF_BYTES;
  private static final int HASH_BYTES = Bytes32.LENGTH;

  private final MessageDigest digest = Sha256.newDigest();
  private final byte[] scratch = new byte[LEAF_BYTES];

  /** Creates a hasher with 16 KiB of scratch. */
  public LeafHasher() {}

  /**
   * Returns the hashes of the consecutive leaves of 16 KiB, 32 bytes each; the last leaf may be
   * short. Reads from the buffer's position to its limit without changing them. An empty buffer
   * gives no hashes.
   */
  public byte[] hashLeaves(ByteBuffer data) {
    byte[] hashes = new byte[Math.ceilDiv(data.remaining(), LEAF_BYTES) * HASH_BYTES];
    int end = data.limit();
    int at = data.position();
    for (int offset = 0; offset < hashes.length; offset += HASH_BYTES) {
      int length = Math.min(LEAF_BYTES, end - at);
      if (data.hasArray()) {
        digest.update(data.array(), data.arrayOffset() + at, length);
      } else {
        data.get(at, scratch, 0, length);
        digest.update(scratch, 0, length);
      }
      Sha256.finish(digest, hashes, offset);
      at += length;
    }
    return hashes;
  }
}
