package covey.node.store;

import covey.protocol.content.MerkleTree;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The leaf hashes of pieces that are being written, so that verifying a piece need not read it
 * again. Bounded: the piece begun first is forgotten first, and is then read again. Thread-safe.
 */
final class PendingLeaves {
  private static final int HASH_BYTES = 32;

  private final Map<Integer, Leaves> pieces = new LinkedHashMap<>();
  private final long mostBytes;
  private long bytes;

  PendingLeaves(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Keeps the hashes of the leaves from {@code offsetBytes} on; without hashes, forgets them. */
  synchronized void remember(
      int piece, int pieceBytes, int offsetBytes, int lengthBytes, byte[] hashes) {
    int first = offsetBytes / MerkleTree.LEAF_BYTES;
    int count = Math.ceilDiv(lengthBytes, MerkleTree.LEAF_BYTES);
    Leaves leaves = pieces.get(piece);
    if (leaves == null) {
      if (hashes.length == 0) {
        return;
      }
      leaves = new Leaves(Math.ceilDiv(pieceBytes, MerkleTree.LEAF_BYTES));
      pieces.put(piece, leaves);
      bytes += leaves.hashes.length;
      shrink(piece);
    }
    leaves.known.set(first, first + count, hashes.length > 0);
    System.arraycopy(hashes, 0, leaves.hashes, first * HASH_BYTES, hashes.length);
  }

  /** Removes the piece and returns its leaf hashes; null unless all are known. */
  synchronized byte @Nullable [] take(int piece) {
    Leaves leaves = pieces.remove(piece);
    if (leaves == null) {
      return null;
    }
    bytes -= leaves.hashes.length;
    int count = leaves.hashes.length / HASH_BYTES;
    return leaves.known.nextClearBit(0) >= count ? leaves.hashes : null;
  }

  private void shrink(int kept) {
    Iterator<Map.Entry<Integer, Leaves>> eldest = pieces.entrySet().iterator();
    while (bytes > mostBytes && eldest.hasNext()) {
      Map.Entry<Integer, Leaves> entry = eldest.next();
      if (entry.getKey() != kept) {
        bytes -= entry.getValue().hashes.length;
        eldest.remove();
      }
    }
  }

  /** The leaves of one piece. */
  private static final class Leaves {
    private final byte[] hashes;
    private final BitSet known;

    Leaves(int count) {
      hashes = new byte[count * HASH_BYTES];
      known = new BitSet(count);
    }
  }
}
