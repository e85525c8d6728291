package covey.node.swarm;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests and the credit of one peer, and the blocks handed out that have not left yet. */
final class UploadQueue {
  private record Leaving(Block block, long atNanos) {}

  /** Requests in the order of arrival. */
  private final LinkedHashSet<Block> requests = new LinkedHashSet<>();

  private final ArrayDeque<Leaving> leaving = new ArrayDeque<>();

  /**
   * The size of each, cached: all peers' queues are inspected whenever something is sent or
   * received.
   */
  private int requestCount;

  private int leavingCount;
  private long oldestNanos = Long.MAX_VALUE;
  private long leavingBytes;
  long creditBytes;

  /** The piece being sent on credit, or -1, and its next block. */
  int pushPiece = -1;

  int pushIndex;

  /** Whether it is in the list of peers to serve when there is room. */
  boolean asks;

  /** Pieces sent on credit that no other peer has got from it yet. */
  int unrelayed;

  /**
   * When it last had its turn, as a count of turns; less than 0 if it had none. Peers have their
   * first turn in random order; otherwise all nodes would serve the same few first, and the others
   * would have nothing to relay.
   */
  long turn;

  /** The peer requests a block. */
  void request(Block block) {
    requestCount += requests.add(block) ? 1 : 0;
  }

  /** A request is answered or cancelled. */
  void unrequest(Block block) {
    requestCount -= requestCount > 0 && requests.remove(block) ? 1 : 0;
  }

  /** Removes and returns the requests for a piece. */
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

  /** Returns when the oldest block that has not left was handed out, or Long.MAX_VALUE. */
  long oldestNanos() {
    return oldestNanos;
  }

  /** Returns whether the peer waits for nothing from us. */
  boolean isIdle() {
    return requestCount == 0 && leavingCount == 0;
  }

  /** Returns the first request, or null. */
  @Nullable Block firstRequest() {
    return requestCount == 0 ? null : requests.getFirst();
  }

  /** Stops sending a piece on credit, because it is lost here or the peer already has it. */
  void stopPush(int piece) {
    if (pushPiece == piece) {
      pushPiece = -1;
    }
  }

  /** Forgets all requests and credit; blocks already handed out still leave. */
  void forget() {
    requests.clear();
    requestCount = 0;
    forgetCredit();
  }

  /** Forgets the credit. */
  void forgetCredit() {
    creditBytes = 0;
    pushPiece = -1;
  }
}
