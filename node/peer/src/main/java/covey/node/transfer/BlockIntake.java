package covey.node.transfer;

import covey.node.store.PieceStore;
import covey.node.swarm.Block;
import covey.node.swarm.Input;
import covey.protocol.content.LeafHasher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Takes a share's blocks from buffer to disk: hashes and writes them on the node's hashing threads,
 * never on a socket's, then verifies them piece by piece. It keeps no record of blocks; whatever
 * becomes of one, it tells the swarm core. Thread-safe.
 */
final class BlockIntake {
  private static final ThreadLocal<LeafHasher> HASHER = ThreadLocal.withInitial(LeafHasher::new);

  private final ShareSession session;
  private final TransferContext context;

  BlockIntake(ShareSession session, TransferContext context) {
    this.session = session;
    this.context = context;
  }

  /** Takes over {@code buffer}, which holds a block's bytes. */
  void received(ShareLink link, Block block, ByteBuffer buffer) {
    PieceStore store = session.store();
    if (store == null || !session.writes(link, block)) {
      context.buffers().give(buffer);
      return;
    }
    try {
      context.hashers().execute(() -> hashAndWrite(store, link, block, buffer));
    } catch (RejectedExecutionException e) {
      context.buffers().give(buffer);
      session.input(new Input.BlockLost(link.peer(), block)); // the node is closing
    }
  }

  private void hashAndWrite(PieceStore store, ShareLink link, Block block, ByteBuffer buffer) {
    Input outcome = new Input.BlockLost(link.peer(), block);
    IOException failure = null;
    try {
      byte[] leafHashes = HASHER.get().hashLeaves(buffer.duplicate());
      store.write(block.piece(), block.offsetBytes(), buffer, leafHashes);
      outcome = new Input.BlockWritten(link.peer(), block);
    } catch (IOException e) {
      failure = e;
    } catch (RuntimeException | Error e) {
      failure = unexpected(e);
      throw e;
    } finally {
      context.buffers().give(buffer);
      conclude(outcome, failure);
    }
  }

  void verifyLater(int piece) {
    try {
      context.hashers().execute(() -> verify(piece));
    } catch (RejectedExecutionException e) {
      session.input(new Input.PieceUnverified(piece)); // the node is closing
    }
  }

  private void verify(int piece) {
    PieceStore store = session.store();
    if (store == null) {
      return;
    }
    Input outcome = new Input.PieceUnverified(piece);
    IOException failure = null;
    try {
      outcome =
          store.verify(piece) ? new Input.PieceVerified(piece) : new Input.PieceRejected(piece);
    } catch (IOException e) {
      failure = e;
    } catch (RuntimeException | Error e) {
      failure = unexpected(e);
      throw e;
    } finally {
      // A piece may be right although its file could not be moved into place.
      conclude(store.has(piece) ? new Input.PieceVerified(piece) : outcome, failure);
    }
  }

  /** Pauses the share too: the same block would fail again and again. */
  private static IOException unexpected(Throwable cause) {
    return new IOException("internal error: " + cause, cause);
  }

  /** After a failure pauses the share first, so that the core does not ask again at once. */
  private void conclude(Input outcome, @Nullable IOException failure) {
    if (failure != null) {
      session.fail(failure);
    }
    session.input(outcome);
  }
}
