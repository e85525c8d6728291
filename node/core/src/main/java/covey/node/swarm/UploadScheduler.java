package covey.node.swarm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The serving side: chooses the block that leaves next, as late as the uplink allows.
 *
 * <p>Credit comes first: a peer with credit is sent a fresh piece, one that no other peer has or
 * was sent, as long as there is one. Otherwise its requests are answered in order. Peers with room
 * take turns; the turn of a peer with credit goes to the peer with credit that has the fewest
 * pieces not yet relayed. A peer may hold {@link SwarmSettings.Uplink#peerBlocks}, all together
 * about {@link SwarmSettings.Uplink#totalNanos} of the uplink; blocks that do not leave in time no
 * longer count, so a slow or frozen peer does not delay the others.
 */
final class UploadScheduler {
  private static final int LATE_FACTOR = 4;
  private static final long LATE_NANOS_MIN = 200_000_000;

  private final SwarmSettings settings;
  private final SuperSeedLedger ledger;
  private final BlockGrid grid;
  private final RateMeter uplink = new RateMeter();

  /** Peers with requests or credit, by key, and some that no longer have any. */
  private final ArrayList<PeerState> asking = new ArrayList<>();

  /** Peers with blocks that have not left. */
  private final ArrayList<PeerState> leaving = new ArrayList<>();

  private long leavingBytes;
  private long turns;
  private boolean changed;

  UploadScheduler(SwarmSettings settings, SuperSeedLedger ledger, BlockGrid grid) {
    this.settings = settings;
    this.ledger = ledger;
    this.grid = grid;
  }

  /** There may be something new to send. */
  void touch() {
    changed = true;
  }

  /** A peer requests a block that we have; returns the reason to ban it, or null. */
  @Nullable String requested(PeerState peer, Block block) {
    peer.upload.request(block);
    asks(peer);
    return peer.upload.requestCount() > settings.limits().requestsMax()
        ? "has more than " + settings.limits().requestsMax() + " requests standing"
        : null;
  }

  /** A peer gives credit; returns the reason to ban it, or null. */
  @Nullable String credited(PeerState peer, int bytes) {
    if (bytes <= 0 || peer.upload.creditBytes + bytes > settings.limits().creditBytesMax()) {
      return "gave a credit of " + bytes + " bytes beside " + peer.upload.creditBytes;
    }
    peer.upload.creditBytes += bytes;
    asks(peer);
    return null;
  }

  private void asks(PeerState peer) {
    changed = true;
    if (!peer.upload.asks) {
      peer.upload.asks = true;
      int place = asking.size();
      while (place > 0 && asking.get(place - 1).number > peer.number) {
        place--;
      }
      asking.add(place, peer);
    }
  }

  /** Returns whether a peer still has requests or credit. */
  private static boolean asksStill(PeerState peer) {
    peer.upload.asks = peer.upload.requestCount() > 0 || peer.upload.creditBytes > 0;
    return peer.upload.asks;
  }

  void cancelled(PeerState peer, Block block) {
    peer.upload.unrequest(block);
  }

  void sent(long nowNanos, PeerState peer, Block block) {
    if (peer.upload.left(block)) {
      leavingBytes -= block.lengthBytes();
      if (peer.upload.leavingCount() == 0) {
        leaving.remove(peer);
      }
      uplink.count(nowNanos, block.lengthBytes());
      if (leavingBytes == 0) {
        uplink.idle(nowNanos);
      }
      changed = true;
    }
  }

  /** Forgets a peer that is gone, with its requests and its blocks that did not leave. */
  void closed(PeerState peer) {
    leavingBytes -= peer.upload.leavingBytes();
    leaving.remove(peer);
    forget(peer);
    asking.remove(peer);
    peer.upload.asks = false;
  }

  /** Drops a peer's credit; its requests stay. */
  void noCredit(PeerState peer) {
    peer.upload.forgetCredit();
    ledger.closed(peer);
    changed = true;
  }

  /** Drops a peer's requests and credit. */
  void forget(PeerState peer) {
    peer.upload.forget();
    ledger.closed(peer);
    changed = true;
  }

  /** A piece was lost; returns the requests that can no longer be answered. */
  List<Block> lost(PeerState peer, int piece) {
    peer.upload.stopPush(piece);
    return peer.upload.unrequestPiece(piece);
  }

  /** Hands out blocks while there is room. */
  void fill(long nowNanos, List<Output> out) {
    if (!changed) {
      return;
    }
    changed = false;
    long room = roomBytes(nowNanos);
    while (room > 0) {
      PeerState peer = next();
      if (peer == null) {
        return;
      }
      room -= send(nowNanos, peer, out);
    }
  }

  /** Handles what is overdue; returns whether anything is still pending. */
  boolean tick(long nowNanos) {
    ledger.tick(nowNanos);
    changed = true;
    return ledger.hasPending() || leavingBytes > 0;
  }

  private long roomBytes(long nowNanos) {
    long limit =
        Math.max(
            (long) settings.uplink().totalBlocks() * grid.blockBytes(),
            (long) (uplink.bytesPerSecond() * settings.uplink().totalNanos() / 1e9));
    long patience = Math.max(LATE_NANOS_MIN, LATE_FACTOR * uplink.nanosFor(limit, LATE_NANOS_MIN));
    long standing = 0;
    for (PeerState peer : leaving) {
      if (nowNanos - peer.upload.oldestNanos() < patience) {
        standing += peer.upload.leavingBytes();
      }
    }
    return limit - standing;
  }

  private @Nullable PeerState next() {
    PeerState first = null;
    PeerState relay = null;
    asking.removeIf(peer -> !asksStill(peer));
    for (PeerState peer : asking) {
      UploadQueue queue = peer.upload;
      if (queue.leavingCount() >= settings.uplink().peerBlocks()) {
        continue;
      }
      boolean pushes = canPush(peer);
      if (!pushes && queue.requestCount() == 0) {
        continue;
      }
      if (first == null || queue.turn < first.upload.turn) {
        first = peer;
      }
      if (pushes && (relay == null || isBetterRelay(queue, relay.upload))) {
        relay = peer;
      }
    }
    if (first != null) {
      first.upload.turn = ++turns;
    }
    return first != null && relay != null && canPush(first) ? relay : first;
  }

  private boolean canPush(PeerState peer) {
    UploadQueue queue = peer.upload;
    if (queue.creditBytes == 0 || (queue.pushPiece < 0 && !ledger.hasFresh())) {
      return false;
    }
    if (queue.creditBytes >= grid.blockBytes() && (queue.pushPiece >= 0 || peer.serves)) {
      return true;
    }
    int piece = queue.pushPiece >= 0 ? queue.pushPiece : ledger.nextFor(peer);
    int index = queue.pushPiece >= 0 ? queue.pushIndex : 0;
    return piece >= 0 && queue.creditBytes >= grid.block(piece, index).lengthBytes();
  }

  private static boolean isBetterRelay(UploadQueue queue, UploadQueue other) {
    return queue.unrelayed != other.unrelayed
        ? queue.unrelayed < other.unrelayed
        : queue.turn < other.turn;
  }

  private long send(long nowNanos, PeerState peer, List<Output> out) {
    Block pushed = canPush(peer) ? nextPushed(nowNanos, peer) : null;
    Block block = pushed != null ? pushed : peer.upload.firstRequest();
    if (block == null) {
      throw new IllegalStateException("chose " + peer.key + " but there is nothing to send to it");
    }
    peer.upload.unrequest(block);
    if (pushed != null) {
      peer.upload.creditBytes -= block.lengthBytes();
    } else if (ledger.isFresh(block.piece()) && peer.serves) {
      ledger.begin(block.piece(), peer);
      ledger.finish(block.piece(), peer, nowNanos + verifyNanos());
    }
    uplink.begin(nowNanos);
    if (peer.upload.leavingCount() == 0) {
      leaving.add(peer);
    }
    peer.upload.handedOut(nowNanos, block);
    leavingBytes += block.lengthBytes();
    HaveBatcher.tell(peer, out);
    out.add(new Output.SendBlock(peer.key, block, pushed != null));
    return block.lengthBytes();
  }

  private @Nullable Block nextPushed(long nowNanos, PeerState peer) {
    UploadQueue queue = peer.upload;
    if (queue.pushPiece < 0) {
      int piece = ledger.nextFor(peer);
      if (piece < 0) {
        return null;
      }
      ledger.begin(piece, peer);
      queue.pushPiece = piece;
      queue.pushIndex = 0;
    }
    Block block = grid.block(queue.pushPiece, queue.pushIndex++);
    if (queue.pushIndex == grid.blockCount(queue.pushPiece)) {
      ledger.finish(queue.pushPiece, peer, nowNanos + verifyNanos());
      queue.pushPiece = -1;
    }
    return block;
  }

  /** Returns a generous time for a piece to leave, arrive, be verified and be announced. */
  private long verifyNanos() {
    return settings.credit().pushNanosMin() + LATE_FACTOR * uplink.nanosFor(leavingBytes, 0);
  }
}
