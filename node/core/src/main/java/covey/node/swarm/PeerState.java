package covey.node.swarm;

import covey.protocol.content.PieceSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.TreeSet;

/**
 * The state of one open peer: what it holds, what we requested from it, what it requested from us.
 */
final class PeerState {
  final PeerKey key;

  /** The number of the key, copied here because it is read most often. */
  final long number;

  /** A small number, at least 1, unique among open peers. */
  final int slot;

  final RequestWindow window;
  final UploadQueue upload = new UploadQueue();
  PieceSet has;
  boolean wants;

  /** Outstanding requests are completed in both directions, and nothing new is begun. */
  boolean leaving;

  boolean serves;

  /** Only this peer may be asked, and we serve no peer. */
  boolean onlySource;

  /** The pieces of the pool that it holds. */
  final BitSet offered;

  int offeredCount;

  /** Pieces that it sends us on credit and that are not complete yet. */
  final TreeSet<Integer> pushed = new TreeSet<>();

  /** New pieces of which it has not been told yet, and since when the first one waits. */
  final ArrayList<Integer> news = new ArrayList<>();

  long newsSinceNanos;

  /** Whether there are any. */
  boolean hasNews;

  /** Whether it can use them. */
  boolean newsUrgent;

  /** The number of needed pieces that only it holds. */
  int soleCount;

  PeerState(PeerKey key, int slot, PieceSet has, SwarmSettings settings) {
    this.key = key;
    number = key.number();
    this.slot = slot;
    this.has = has;
    this.offered = new BitSet(has.pieceCount());
    this.window = new RequestWindow(settings);
  }

  /**
   * Returns whether it may choose what it sends: it alone holds some needed pieces, and we relay
   * them.
   */
  boolean mayChoose() {
    return soleCount > 0 && !onlySource;
  }

  /** Returns whether it answers requests for the piece. */
  boolean provides(int piece) {
    return serves && has.contains(piece);
  }

  void offer(int piece) {
    if (!offered.get(piece)) {
      offered.set(piece);
      offeredCount++;
    }
  }

  void unoffer(int piece) {
    if (offered.get(piece)) {
      offered.clear(piece);
      offeredCount--;
    }
  }
}
