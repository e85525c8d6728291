package covey.node.transfer;

import covey.node.swarm.Block;
import covey.protocol.content.MerkleTree;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which leaves of unfinished pieces have been taken over for writing. A block that came twice is
 * written once: a second copy could overwrite bytes that were verified meanwhile. Thread-safe.
 */
final class BlockClaims {
  private final Map<Integer, BitSet> leavesByPiece = new HashMap<>();

  /** Claims a block; false if any of it was claimed before. */
  synchronized boolean claim(Block block) {
    BitSet leaves = leavesByPiece.computeIfAbsent(block.piece(), p -> new BitSet());
    int first = block.offsetBytes() / MerkleTree.LEAF_BYTES;
    int end = (block.offsetBytes() + block.lengthBytes() - 1) / MerkleTree.LEAF_BYTES + 1;
    int taken = leaves.nextSetBit(first);
    if (taken >= 0 && taken < end) {
      return false;
    }
    leaves.set(first, end);
    return true;
  }

  /** The piece is verified or rejected: its claims are over. */
  synchronized void forget(int piece) {
    leavesByPiece.remove(piece);
  }
}
