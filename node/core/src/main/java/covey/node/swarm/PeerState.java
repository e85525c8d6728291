package covey.node.swarm;

import covey.protocol.content.PieceSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.TreeSet;

/** What is known of one open peer: what it holds, what we asked of it, what it asked of us. */
final class PeerState {
  final PeerKey key;

  /** The key's, here because it is looked for more often than anything else. */
  final long number;

  /** A small number from 1 on that no other open peer has. */
  final int slot;

  final RequestWindow window;
  final UploadQueue upload = new UploadQueue();
  PieceSet has;
  boolean wants;

  /** What stands is finished, in both directions, and nothing new begun. */
  boolean leaving;

  boolean serves;

  /** Nobody else may be asked, and we serve nobody. */
  boolean onlySource;

  /** The pieces of the pool that it holds. */
  final BitSet offered;

  int offeredCount;

  /** Pieces that it sends us on credit and that are not whole yet. */
  final TreeSet<Integer> pushed = new TreeSet<>();

  /** Pieces that we got and it was not told of yet, and since when the first of them waits. */
  final ArrayList<Integer> news = new ArrayList<>();

  long newsSinceNanos;

  /** Whether there are any. */
  boolean hasNews;

  /** Whether it may do something with them. */
  boolean newsUrgent;

  /** How many pieces that we need nobody else holds. */
  int soleCount;

  PeerState(PeerKey key, int slot, PieceSet has, SwarmSettings settings) {
    this.key = key;
    number = key.number();
    this.slot = slot;
    this.has = has;
    this.offered = new BitSet(has.pieceCount());
    this.window = new RequestWindow(settings);
  }

  /** Whether it may be left to it what it sends: it alone holds some, and we pass them on. */
  boolean mayChoose() {
    return soleCount > 0 && !onlySource;
  }

  /** Whether it answers requests for the piece. */
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
