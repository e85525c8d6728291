package covey.node.swarm;

import covey.protocol.content.PieceSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of each piece: had, begun, in the pool of pieces to begin, or not wanted. Maintains the
 * pool, each peer's offer (the pieces of the pool that it holds) and each peer's count of needed
 * pieces that only it holds.
 */
final class PieceAssembly {
  private final PeerTable peers;
  private final Availability availability;
  private final BlockGrid grid;
  private final PieceSet have;
  private PieceSet wanted;

  /** Wanted and not had; read whenever a peer gets a piece. */
  private final boolean[] needed;

  private final @Nullable PieceProgress[] begun;

  /** Begun pieces with blocks to request. */
  private final TreeMap<Integer, PieceProgress> open = new TreeMap<>();

  private int neededCount;
  private long neededBytes;

  PieceAssembly(PeerTable peers, Availability availability, BlockGrid grid, PieceSet have) {
    this.peers = peers;
    this.availability = availability;
    this.grid = grid;
    this.have = have;
    this.wanted = PieceSet.none(have.pieceCount());
    this.needed = new boolean[have.pieceCount()];
    this.begun = new PieceProgress[have.pieceCount()];
    want(PieceSet.all(have.pieceCount()));
  }

  PieceSet have() {
    return have;
  }

  boolean needs(int piece) {
    return needed[piece];
  }

  private void judge(int piece) {
    needed[piece] = wanted.contains(piece) && !have.contains(piece);
  }

  int neededCount() {
    return neededCount;
  }

  long neededBytes() {
    return neededBytes;
  }

  /** Returns whether every lacking piece is wanted, so that peers may send any piece. */
  boolean wantsAll() {
    return wanted.isFull();
  }

  void want(PieceSet pieces) {
    for (int piece = 0; piece < have.pieceCount(); piece++) {
      boolean before = needs(piece);
      setWanted(piece, pieces.contains(piece));
      changed(piece, before);
    }
  }

  private void setWanted(int piece, boolean wants) {
    if (wants) {
      wanted.add(piece);
    } else {
      wanted.remove(piece);
    }
    judge(piece);
  }

  /** Marks a piece as had; returns false if it already was. */
  boolean gain(int piece) {
    boolean before = needs(piece);
    boolean added = have.add(piece);
    judge(piece);
    drop(piece);
    changed(piece, before);
    return added;
  }

  /** Marks a piece as lacking; returns false if it already was. */
  boolean lose(int piece) {
    boolean before = needs(piece);
    boolean removed = have.remove(piece);
    judge(piece);
    changed(piece, before);
    return removed;
  }

  /** Updates counts and pool after {@link #needs} may have changed. */
  private void changed(int piece, boolean before) {
    boolean now = needs(piece);
    if (before != now) {
      int sign = now ? 1 : -1;
      neededCount += sign;
      neededBytes += (long) sign * grid.lengths().lengthBytes(piece);
      countSole(piece, sign);
    }
    if (now && begun[piece] == null) {
      pool(piece);
    } else {
      unpool(piece);
    }
    PieceProgress progress = begun[piece];
    if (progress != null) {
      refresh(progress);
    }
  }

  private void countSole(int piece, int sign) {
    int slot = availability.soleSlot(piece);
    if (slot != 0) {
      peers.inSlot(slot).soleCount += sign;
    }
  }

  private void pool(int piece) {
    if (!availability.inPool(piece)) {
      availability.add(piece);
      for (PeerState peer : peers.all()) {
        if (peer.provides(piece)) {
          peer.offer(piece);
        }
      }
    }
  }

  private void unpool(int piece) {
    if (availability.inPool(piece)) {
      availability.remove(piece);
      for (PeerState peer : peers.all()) {
        peer.unoffer(piece);
      }
    }
  }

  /** A serving peer has gained a piece. */
  void holderGained(int piece, PeerState peer) {
    boolean needed = needs(piece);
    if (needed) {
      countSole(piece, -1);
    }
    availability.gained(piece, peer.slot);
    if (needed) {
      countSole(piece, 1);
    }
    if (availability.inPool(piece)) {
      peer.offer(piece);
    }
  }

  /** A serving peer has lost a piece. */
  void holderLost(int piece, PeerState peer) {
    boolean needed = needs(piece);
    if (needed) {
      countSole(piece, -1);
    }
    availability.lost(piece, peer.slot);
    if (needed) {
      countSole(piece, 1);
    }
    peer.unoffer(piece);
  }

  @Nullable PieceProgress begun(int piece) {
    return begun[piece];
  }

  /** Returns the progress of a piece that is not had; begins the piece if necessary. */
  PieceProgress begin(int piece) {
    PieceProgress progress = begun[piece];
    if (progress == null) {
      progress = new PieceProgress(piece, grid.blockCount(piece));
      begun[piece] = progress;
      unpool(piece);
      refresh(progress);
    }
    return progress;
  }

  /** Discards the progress of a piece; returns it to the pool if it is needed. */
  void drop(int piece) {
    if (begun[piece] != null) {
      begun[piece] = null;
      open.remove(piece);
      if (needs(piece)) {
        pool(piece);
      }
    }
  }

  /** Allows another peer to supply the pieces reserved for this peer. */
  void releaseOnly(PeerState peer) {
    for (PieceProgress progress : begun) {
      if (progress != null && progress.only == peer) {
        progress.only = null;
      }
    }
  }

  /** Updates the list of open pieces after a change of one. */
  void refresh(PieceProgress progress) {
    if (progress.hasUnasked() && progress.pusher == null && needs(progress.piece)) {
      open.put(progress.piece, progress);
    } else {
      open.remove(progress.piece);
    }
  }

  /** Returns the begun pieces with blocks to request, ascending. */
  Iterable<PieceProgress> open() {
    return open.values();
  }

  boolean isAllAsked() {
    return open.isEmpty() && availability.poolSize() == 0;
  }
}
