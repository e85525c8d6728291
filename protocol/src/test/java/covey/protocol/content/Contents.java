package covey.protocol.content;

import covey.protocol.content.ShareInfo.Entry;
import covey.protocol.content.ShareInfo.FileEntry;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Data and shares for tests. */
final class Contents {
  static final int KIB = 1024;

  private Contents() {}

  /** Byte i is i mod 251, as in the vectors. */
  static byte[] data(int lengthBytes) {
    byte[] data = new byte[lengthBytes];
    for (int i = 0; i < lengthBytes; i++) {
      data[i] = (byte) (i % 251);
    }
    return data;
  }

  static byte[] leaves(byte[] data) {
    return new LeafHasher().hashLeaves(ByteBuffer.wrap(data));
  }

  /** A file's piece layer, each piece hashed by itself. */
  static byte[] layer(byte[] data, int pieceLengthBytes) {
    int pieces = Math.ceilDiv(data.length, pieceLengthBytes);
    byte[] layer = new byte[pieces * Bytes32.LENGTH];
    for (int i = 0; i < pieces; i++) {
      int end = Math.min(data.length, (i + 1) * pieceLengthBytes);
      byte[] piece = Arrays.copyOfRange(data, i * pieceLengthBytes, end);
      byte[] hash =
          MerkleTree.pieceHash(
              leaves(piece), pieceLengthBytes / MerkleTree.LEAF_BYTES, pieces == 1);
      System.arraycopy(hash, 0, layer, i * Bytes32.LENGTH, Bytes32.LENGTH);
    }
    return layer;
  }

  static FileEntry file(String path, int lengthBytes) {
    byte[] data = data(lengthBytes);
    Hash root =
        lengthBytes == 0
            ? null
            : Hash.of(MerkleTree.rootFromLayer(leaves(data), MerkleTree.LEAF_BYTES));
    return new FileEntry(path, lengthBytes, root, false);
  }

  /** A file that is only said to be there, with any root. */
  static FileEntry claimedFile(String path, long lengthBytes) {
    return new FileEntry(path, lengthBytes, Hash.of(new byte[32]), false);
  }

  static ShareInfo folder(Entry... entries) {
    return new ShareInfo("folder", 16 * KIB, false, Arrays.asList(entries));
  }
}
