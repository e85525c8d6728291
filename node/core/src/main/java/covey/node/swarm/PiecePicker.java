package covey.node.swarm;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Picks the next block to request from a peer: first from begun pieces, then from the rarest piece
 * that the peer holds, or in sequential mode from the first.
 *
 * <p>For a peer that offers many pieces, a few steps through the pool's order find one; for a peer
 * that offers few, the search runs over its offer. So no pick looks at all pieces.
 */
final class PiecePicker {
  private static final int FEW = 64;

  private final PieceAssembly assembly;
  private final Availability availability;
  private final BlockGrid grid;
  boolean sequential;

  PiecePicker(PieceAssembly assembly, Availability availability, BlockGrid grid) {
    this.assembly = assembly;
    this.availability = availability;
    this.grid = grid;
  }

  /**
   * Returns the next unrequested block of a piece that at least {@code holders} peers hold, or
   * null.
   */
  @Nullable Block pick(PeerState peer, int holders) {
    for (PieceProgress progress : assembly.open()) {
      if (isOpenTo(peer, progress, holders)) {
        return claim(peer, progress);
      }
    }
    int piece = peer.offeredCount == 0 ? -1 : pickPiece(peer, holders);
    return piece < 0 ? null : claim(peer, assembly.begin(piece));
  }

  private boolean isOpenTo(PeerState peer, PieceProgress progress, int holders) {
    return progress.hasUnasked()
        && progress.mayAsk(peer)
        && peer.provides(progress.piece)
        && availability.count(progress.piece) >= holders;
  }

  private Block claim(PeerState peer, PieceProgress progress) {
    if (progress.exclusive) {
      progress.only = peer;
    }
    return grid.block(progress.piece, progress.firstUnasked());
  }

  private int pickPiece(PeerState peer, int holders) {
    if (sequential) {
      return first(peer.offered, holders);
    }
    return peer.offeredCount <= FEW ? rarest(peer.offered, holders) : walk(peer, holders);
  }

  private int first(BitSet offered, int holders) {
    int piece = offered.nextSetBit(0);
    while (piece >= 0 && availability.count(piece) < holders) {
      piece = offered.nextSetBit(piece + 1);
    }
    return piece;
  }

  private int rarest(BitSet offered, int holders) {
    int best = -1;
    for (int p = offered.nextSetBit(0); p >= 0; p = offered.nextSetBit(p + 1)) {
      if (availability.count(p) >= holders && (best < 0 || availability.isRarer(p, best))) {
        best = p;
      }
    }
    return best;
  }

  private int walk(PeerState peer, int holders) {
    for (int i = availability.firstIndex(holders); i < availability.poolSize(); i++) {
      int piece = availability.pooled(i);
      if (peer.offered.get(piece)) {
        return piece;
      }
    }
    return -1;
  }
}
