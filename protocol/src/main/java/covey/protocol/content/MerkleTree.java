package covey.protocol.content;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The Merkle tree over one file, as BitTorrent v2 lays it out (BEP 52).
 *
 * <p>A leaf is the SHA-256 of 16 KiB of the file; the last one may be shorter and is not padded.
 * The leaves are padded to a power of two with hashes of zero bits; an inner node is the SHA-256 of
 * its two children. The root does not depend on the piece length: a piece's hash is the node that
 * covers it, and the hashes of a file's pieces, in order, are its piece layer. Nodes that lie
 * entirely past the end are never stored: while hashing, padding replaces them.
 *
 * <p>Hashes are passed as concatenated bytes, 32 each, since there are many.
 */
public final class MerkleTree {
  /** Length of the data under a leaf, in bytes. */
  public static final int LEAF_BYTES = 16_384;

  private static final int HASH_BYTES = Bytes32.LENGTH;

  /** Higher than any tree over 2^62 bytes. */
  private static final int PADS = 64;

  private static final byte[][] PAD = pads();

  private MerkleTree() {}

  /**
   * Returns the hash of a piece from the hashes of its leaves, fewer than {@code leavesPerPiece} in
   * a short piece. The only piece of a file is the whole tree, so its hash is the root. Throws
   * IllegalArgumentException for no or too many leaves, or if {@code leavesPerPiece} is not a power
   * of two.
   */
  public static byte[] pieceHash(byte[] leafHashes, int leavesPerPiece, boolean fileHasOnePiece) {
    int count = countOf(leafHashes);
    if (Integer.bitCount(leavesPerPiece) != 1 || count > leavesPerPiece) {
      throw new IllegalArgumentException(count + " leaves in a piece of " + leavesPerPiece);
    }
    return reduced(leafHashes, count, levelsOver(fileHasOnePiece ? count : leavesPerPiece), 0);
  }

  /**
   * Returns the root over a file's piece layer, or over its leaves, which are the layer of pieces
   * of 16 KiB. Throws IllegalArgumentException for an empty layer, bytes that are not whole hashes,
   * or a piece length that is not a power of two of at least 16 KiB.
   */
  public static byte[] rootFromLayer(byte[] layer, int pieceLengthBytes) {
    if (Integer.bitCount(pieceLengthBytes) != 1 || pieceLengthBytes < LEAF_BYTES) {
      throw new IllegalArgumentException("piece length " + pieceLengthBytes);
    }
    int count = countOf(layer);
    int height = Integer.numberOfTrailingZeros(pieceLengthBytes / LEAF_BYTES);
    return reduced(layer, count, levelsOver(count), height);
  }

  /**
   * Climbs {@code levels} from the {@code count} hashes, which stand {@code height} levels above
   * the leaves; returns the node at the top.
   */
  private static byte[] reduced(byte[] hashes, int count, int levels, int height) {
    MessageDigest digest = Sha256.newDigest();
    byte[] nodes = hashes.clone();
    int left = count;
    for (int level = height; level < height + levels; level++) {
      int pairs = left / 2;
      for (int i = 0; i < pairs; i++) {
        digest.update(nodes, 2 * i * HASH_BYTES, 2 * HASH_BYTES);
        Sha256.finish(digest, nodes, i * HASH_BYTES);
      }
      if (left % 2 == 1) {
        digest.update(nodes, 2 * pairs * HASH_BYTES, HASH_BYTES);
        digest.update(PAD[level]);
        Sha256.finish(digest, nodes, pairs * HASH_BYTES);
      }
      left -= pairs;
    }
    return Arrays.copyOf(nodes, HASH_BYTES);
  }

  private static int countOf(byte[] hashes) {
    if (hashes.length == 0 || hashes.length % HASH_BYTES != 0) {
      throw new IllegalArgumentException("expected hashes of 32 bytes, got " + hashes.length);
    }
    return hashes.length / HASH_BYTES;
  }

  /** The height of the smallest tree with room for {@code count} nodes at its foot. */
  private static int levelsOver(int count) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
  }

  private static byte[][] pads() {
    MessageDigest digest = Sha256.newDigest();
    byte[][] pads = new byte[PADS][];
    pads[0] = new byte[HASH_BYTES];
    for (int k = 1; k < PADS; k++) {
      digest.update(pads[k - 1]);
      pads[k] = digest.digest(pads[k - 1]);
    }
    return pads;
  }
}
