package covey.node.swarm;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one peer asked of us, the credit it gave, and what was handed out and has not left yet. */
final class UploadQueue {
  private record Leaving(Block block, long atNanos) {}

  /** Requests in the order in which they came. */
  private final LinkedHashSet<Block> requests = new LinkedHashSet<>();

  private final ArrayDeque<Leaving> leaving = new ArrayDeque<>();

  /** How many of each: all peers' queues are looked at for whatever is sent or got. */
  private int requestCount;

  private int leavingCount;
  private long oldestNanos = Long.MAX_VALUE;
  private long leavingBytes;
  long creditBytes;

  /** The piece being sent on credit, or -1, and its next block. */
  int pushPiece = -1;

  int pushIndex;

  /** Whether it is among those that are looked at when there is room. */
  boolean asks;

  /** Pieces sent on credit that nobody got from it yet. */
  int unrelayed;

  /**
   * When it last had its turn, as a count of turns; less than 0 if it had none. Peers have their
   * first turn in a random order: else all nodes would serve the same few first, and the others
   * would have nothing to pass on.
   */
  long turn;

  /** The peer asks for a block. */
  void request(Block block) {
    requestCount += requests.add(block) ? 1 : 0;
  }

  /** It is answered, or asked for no longer. */
  void unrequest(Block block) {
    requestCount -= requestCount > 0 && requests.remove(block) ? 1 : 0;
  }

  /** Takes back what was asked of a piece; returns it. */
  List<Block> unrequestPiece(int piece) {
    List<Block> gone = requests.stream().filter(block -> block.piece() == piece).toList();
    gone.forEach(this::unrequest);
    return gone;
  }

  int requestCount() {
    return requestCount;
  }

  void handedOut(long nowNanos, Block block) {
    oldestNanos = leavingCount == 0 ? nowNanos : oldestNanos;
    leaving.add(new Leaving(block, nowNanos));
    leavingCount++;
    leavingBytes += block.lengthBytes();
  }

  /** A block has left; returns false if it was not handed out. */
  boolean left(Block block) {
    Leaving head = leaving.peek();
    boolean isHead = head != null && head.block.equals(block);
    boolean known = isHead ? leaving.poll() != null : leaving.removeIf(l -> l.block.equals(block));
    if (known) {
      leavingCount = leaving.size();
      Leaving next = leaving.peek();
      oldestNanos = next == null ? Long.MAX_VALUE : next.atNanos;
      leavingBytes -= block.lengthBytes();
    }
    return known;
  }

  int leavingCount() {
    return leavingCount;
  }

  long leavingBytes() {
    return leavingBytes;
  }

  /** When the oldest block that has not left was handed out, or Long.MAX_VALUE. */
  long oldestNanos() {
    return oldestNanos;
  }

  /** Whether the peer waits for nothing of ours. */
  boolean isIdle() {
    return requestCount == 0 && leavingCount == 0;
  }

  /** The first request, or null. */
  @Nullable Block firstRequest() {
    return requestCount == 0 ? null : requests.getFirst();
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
    requestCount = 0;
    forgetCredit();
  }

  /** Chooses nothing more for the peer. */
  void forgetCredit() {
    creditBytes = 0;
    pushPiece = -1;
  }
}
