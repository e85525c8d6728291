package covey.node.swarm;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/** What one peer asked of us, the credit it gave, and what was handed out and has not left yet. */
final class UploadQueue {
  private record Leaving(Block block, long atNanos) {}

  /** Requests in the order in which they came. */
  final LinkedHashSet<Block> requests = new LinkedHashSet<>();

  private final ArrayDeque<Leaving> leaving = new ArrayDeque<>();
  private long leavingBytes;
  long creditBytes;

  /** The piece being sent on credit, or -1, and its next block. */
  int pushPiece = -1;

  int pushIndex;

  /** Pieces sent on credit that nobody got from it yet. */
  int unrelayed;

  /**
   * When it last had its turn, as a count of turns; less than 0 if it had none. Peers have their
   * first turn in a random order: else all nodes would serve the same few first, and the others
   * would have nothing to pass on.
   */
  long turn;

  void handedOut(long nowNanos, Block block) {
    leaving.add(new Leaving(block, nowNanos));
    leavingBytes += block.lengthBytes();
  }

  /** A block has left; returns false if it was not handed out. */
  boolean left(Block block) {
    Leaving head = leaving.peek();
    boolean isHead = head != null && head.block.equals(block);
    boolean known = isHead ? leaving.poll() != null : leaving.removeIf(l -> l.block.equals(block));
    if (known) {
      leavingBytes -= block.lengthBytes();
    }
    return known;
  }

  int leavingCount() {
    return leaving.size();
  }

  long leavingBytes() {
    return leavingBytes;
  }

  /** When the oldest block that has not left was handed out, or Long.MAX_VALUE. */
  long oldestNanos() {
    Leaving head = leaving.peek();
    return head == null ? Long.MAX_VALUE : head.atNanos;
  }

  /** Whether the peer waits for nothing of ours. */
  boolean isIdle() {
    return requests.isEmpty() && leaving.isEmpty();
  }

  /** The first request, or null. */
  @Nullable Block firstRequest() {
    return requests.isEmpty() ? null : requests.getFirst();
  }

  /** Sends no more of a piece on credit: it is gone here, or there already. */
  void stopPush(int piece) {
    if (pushPiece == piece) {
      pushPiece = -1;
    }
  }

  /** Forgets what was asked; what was handed out still leaves. */
  void forget() {
    requests.clear();
    forgetCredit();
  }

  /** Chooses nothing more for the peer. */
  void forgetCredit() {
    creditBytes = 0;
    pushPiece = -1;
  }
}
