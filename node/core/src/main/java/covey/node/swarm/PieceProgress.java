package covey.node.swarm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a begun piece: which blocks are written, from which peers the others are
 * requested, which peers sent any.
 */
final class PieceProgress {
  final int piece;
  private final boolean[] written;

  /** Blocks that are being written. */
  private final boolean[] claimed;

  private final ArrayList<ArrayList<PeerState>> owners;

  /** How many owners each block has. */
  private final int[] ownerCounts;

  private final ArrayList<PeerKey> suppliers = new ArrayList<>();
  private int lackingCount;
  private int unaskedCount;
  boolean verifying;

  /** The peer that sends it on credit; its blocks are not requested from others meanwhile. */
  @Nullable PeerState pusher;

  /**
   * After a rejection with several suppliers, the only peer that may supply it now, if there is
   * one.
   */
  @Nullable PeerState only;

  boolean exclusive;

  PieceProgress(int piece, int blockCount) {
    this.piece = piece;
    written = new boolean[blockCount];
    claimed = new boolean[blockCount];
    ownerCounts = new int[blockCount];
    owners = new ArrayList<>(blockCount);
    for (int i = 0; i < blockCount; i++) {
      owners.add(new ArrayList<>(1));
    }
    lackingCount = blockCount;
    unaskedCount = blockCount;
  }

  int blockCount() {
    return written.length;
  }

  boolean isWritten(int index) {
    return written[index];
  }

  boolean isWhole() {
    return lackingCount == 0;
  }

  boolean hasUnasked() {
    return unaskedCount > 0;
  }

  /** Returns the first block that is neither written nor requested, or -1. */
  int firstUnasked() {
    for (int i = 0; unaskedCount > 0 && i < written.length; i++) {
      if (!written[i] && ownerCounts[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the peers from which a block is requested; must not be modified. */
  List<PeerState> owners(int index) {
    return owners.get(index);
  }

  int ownerCount(int index) {
    return ownerCounts[index];
  }

  /** Forgets the requests for a block that is written. */
  void disown(int index) {
    owners.get(index).clear();
    ownerCounts[index] = 0;
  }

  void ask(int index, PeerState peer) {
    ArrayList<PeerState> of = owners.get(index);
    if (!of.contains(peer)) {
      if (of.isEmpty() && !written[index]) {
        unaskedCount--;
      }
      of.add(peer);
      ownerCounts[index] = of.size();
    }
  }

  void unask(int index, PeerState peer) {
    if (owners.get(index).remove(peer)) {
      ownerCounts[index]--;
      unaskedCount += ownerCounts[index] == 0 && !written[index] ? 1 : 0;
    }
  }

  /** Claims a block for writing; returns false if it is written, or being written or verified. */
  boolean claim(int index) {
    if (verifying || written[index] || claimed[index]) {
      return false;
    }
    claimed[index] = true;
    return true;
  }

  /** Releases a claimed block that was not written. */
  void unclaim(int index) {
    claimed[index] = false;
  }

  /** Marks a block as written by a peer; returns false if it already was. */
  boolean write(int index, PeerKey from) {
    claimed[index] = false;
    if (!suppliers.contains(from)) {
      suppliers.add(from);
    }
    if (written[index]) {
      return false;
    }
    if (owners.get(index).isEmpty()) {
      unaskedCount--;
    }
    written[index] = true;
    lackingCount--;
    return true;
  }

  /** Returns the only peer that sent any of its blocks, or null if there were several. */
  @Nullable PeerKey onlySupplier() {
    return suppliers.size() == 1 ? suppliers.getFirst() : null;
  }

  /** Returns whether its blocks may be requested from a peer now. */
  boolean mayAsk(PeerState peer) {
    return pusher == null && (only == null || only == peer);
  }
}
