package covey.node.swarm;

import covey.protocol.content.PieceSet;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Implements super-seeding: tracks which of our pieces no other peer has and no peer was sent (the
 * fresh ones), and to which peers the other unspread pieces were sent. A piece that was sent to a
 * peer stays assigned to it until another peer has it, the peer leaves, or the peer does not verify
 * it in time.
 */
final class SuperSeedLedger {
  private record Pending(int piece, int slot, long untilNanos) {}

  private final PieceSet have;
  private final Availability availability;
  private final PeerTable peers;

  /** Fresh pieces by rank, a random order, so that partial seeds do not send the same pieces. */
  private final BitSet fresh;

  /** Pieces that were already sent once, in vain; they come after all others. */
  private final BitSet again;

  /** The number of pieces in both. */
  private int freshCount;

  private final BitSet begunBefore;
  private final int[] rank;
  private final int[] ranked;
  private final int[] sentTo;
  private int sentCount;
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();

  SuperSeedLedger(
      PieceSet have, Availability availability, PeerTable peers, SplittableRandom random) {
    int count = have.pieceCount();
    this.have = have;
    this.availability = availability;
    this.peers = peers;
    fresh = new BitSet(count);
    again = new BitSet(count);
    begunBefore = new BitSet(count);
    rank = new int[count];
    ranked = new int[count];
    sentTo = new int[count];
    for (int piece = 0; piece < count; piece++) {
      int at = random.nextInt(piece + 1);
      ranked[piece] = ranked[at];
      ranked[at] = piece;
    }
    for (int r = 0; r < count; r++) {
      rank[ranked[r]] = r;
    }
    for (int piece = 0; piece < count; piece++) {
      refresh(piece);
    }
  }

  /** Updates a piece after a change of what we have or which peers hold it. */
  void refresh(int piece) {
    boolean isFresh = have.contains(piece) && availability.count(piece) == 0 && sentTo[piece] == 0;
    if (isFresh == isFresh(piece)) {
      return;
    }
    freshCount += isFresh ? 1 : -1;
    boolean before = begunBefore.get(piece);
    fresh.set(rank[piece], isFresh && !before);
    again.set(rank[piece], isFresh && before);
  }

  boolean isFresh(int piece) {
    return freshCount > 0 && (fresh.get(rank[piece]) || again.get(rank[piece]));
  }

  boolean hasFresh() {
    return freshCount > 0;
  }

  /** Returns the next fresh piece that a peer lacks, or -1. */
  int nextFor(PeerState peer) {
    int first = nextFor(peer, fresh);
    return first >= 0 ? first : nextFor(peer, again);
  }

  private int nextFor(PeerState peer, BitSet ranks) {
    int r = ranks.nextSetBit(0);
    while (r >= 0 && peer.has.contains(ranked[r])) {
      r = ranks.nextSetBit(r + 1);
    }
    return r < 0 ? -1 : ranked[r];
  }

  /** A fresh piece is being sent to a peer. */
  void begin(int piece, PeerState peer) {
    sentCount += sentTo[piece] == 0 ? 1 : 0;
    sentTo[piece] = peer.slot;
    begunBefore.set(piece);
    peer.upload.unrelayed++;
    refresh(piece);
  }

  /** The last block of a piece was handed out; the peer must verify it by then. */
  void finish(int piece, PeerState peer, long untilNanos) {
    pending.add(new Pending(piece, peer.slot, untilNanos));
  }

  /** A peer verified a piece. */
  void held(int piece, PeerState peer) {
    if (sentCount > 0 && sentTo[piece] != 0 && (sentTo[piece] != peer.slot || !peer.serves)) {
      free(piece);
    } else if (freshCount > 0 && availability.count(piece) <= 1) {
      // A piece with several holders was not fresh before either.
      refresh(piece);
    }
  }

  /**
   * A peer leaves or gives no more credit: what it was sent and no peer has becomes fresh again.
   */
  void closed(PeerState peer) {
    for (int piece = 0; piece < sentTo.length; piece++) {
      if (sentTo[piece] == peer.slot) {
        free(piece);
      }
    }
    pending.removeIf(p -> p.slot == peer.slot);
  }

  /** Makes pieces that were not verified in time fresh again. */
  void tick(long nowNanos) {
    for (Pending head = pending.peek();
        head != null && (head.untilNanos <= nowNanos || isSettled(head));
        head = pending.peek()) {
      pending.poll();
      if (!isSettled(head)) {
        free(head.piece);
      }
    }
  }

  private boolean isSettled(Pending p) {
    return sentTo[p.piece] != p.slot || availability.count(p.piece) > 0;
  }

  boolean hasPending() {
    return !pending.isEmpty();
  }

  private void free(int piece) {
    peers.inSlot(sentTo[piece]).upload.unrelayed--;
    sentTo[piece] = 0;
    sentCount--;
    refresh(piece);
  }
}
