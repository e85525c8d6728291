package covey.node.transfer;

import covey.node.store.PieceStore;
import covey.node.swarm.Block;
import covey.node.swarm.Input;
import covey.protocol.content.LeafHasher;
import covey.protocol.content.MerkleTree;
import covey.protocol.content.PieceGeometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;

/**
 * The way of a share's blocks from buffer to disk: hashed and written on the node's hashing
 * threads, never on a socket's, then verified piece by piece. Thread-safe.
 */
final class BlockIntake {
  private static final ThreadLocal<LeafHasher> HASHER = ThreadLocal.withInitial(LeafHasher::new);

  private final ShareSession session;
  private final TransferContext context;
  private final BlockClaims claims = new BlockClaims();

  BlockIntake(ShareSession session, TransferContext context) {
    this.session = session;
    this.context = context;
  }

  /** Whether there is such a block: it starts at a leaf, and ends at one or at the piece's end. */
  static boolean isBlock(PieceGeometry geometry, Block block) {
    if (block.piece() >= geometry.pieceCount()) {
      return false;
    }
    int pieceLengthBytes = geometry.lengthBytes(block.piece());
    long end = (long) block.offsetBytes() + block.lengthBytes();
    return block.lengthBytes() > 0
        && block.offsetBytes() % MerkleTree.LEAF_BYTES == 0
        && end <= pieceLengthBytes
        && (end % MerkleTree.LEAF_BYTES == 0 || end == pieceLengthBytes);
  }

  /** Takes over {@code buffer}, which holds a block's bytes. */
  void arrived(ShareLink link, Block block, ByteBuffer buffer) {
    PieceStore store = session.store();
    if (store == null || store.has(block.piece()) || !claims.claim(block)) {
      context.buffers().give(buffer);
      return;
    }
    try {
      context.hashers().execute(() -> hashAndWrite(store, link, block, buffer));
    } catch (RejectedExecutionException e) {
      context.buffers().give(buffer); // the node is closing
    }
  }

  private void hashAndWrite(PieceStore store, ShareLink link, Block block, ByteBuffer buffer) {
    try {
      byte[] leafHashes = HASHER.get().hashLeaves(buffer.duplicate());
      store.write(block.piece(), block.offsetBytes(), buffer, leafHashes);
    } catch (IOException e) {
      session.fail(e);
      return;
    } finally {
      context.buffers().give(buffer);
    }
    session.input(new Input.BlockWritten(link.peer(), block));
  }

  void verifyLater(int piece) {
    try {
      context.hashers().execute(() -> verify(piece));
    } catch (RejectedExecutionException e) {
      // The node is closing; the share is looked at anew when it is reopened.
    }
  }

  private void verify(int piece) {
    PieceStore store = session.store();
    if (store == null) {
      return;
    }
    try {
      boolean good = store.verify(piece);
      claims.forget(piece);
      session.input(good ? new Input.PieceVerified(piece) : new Input.PieceRejected(piece));
    } catch (IOException e) {
      session.fail(e);
    }
  }
}
