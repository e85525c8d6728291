package covey.node.swarm;

import java.util.List;

/**
 * Batches Have messages: decides when peers are told of newly verified pieces.
 *
 * <p>An idle peer that lacks the piece is told at once, so that it can request it. So is a sole
 * holder that has every piece, because it chooses by what was relayed. For a peer with outstanding
 * requests, or one that has the piece and only counts its holders, the Have is sent just before the
 * next block or after {@link #LATE_NANOS}: each message costs both sides a wake-up.
 */
final class HaveBatcher {
  private static final long LATE_NANOS = 100_000_000;

  private final PeerTable peers;
  private final Availability availability;
  private boolean pending;

  HaveBatcher(PeerTable peers, Availability availability) {
    this.peers = peers;
    this.availability = availability;
  }

  /**
   * A piece was verified; its holders are told too, since a sole holder must know what was relayed.
   */
  void got(long nowNanos, int piece, List<Output> out) {
    List<Integer> alone = List.of(piece);
    boolean soleHolders = availability.count(piece) <= 1;
    for (PeerState peer : peers.all()) {
      boolean idle = peer.upload.isIdle();
      boolean urgent = !peer.has.contains(piece) || (soleHolders && peer.has.isFull());
      if (idle && urgent && !peer.hasNews) {
        out.add(new Output.SendHave(peer.key, alone));
        continue;
      }
      if (!peer.hasNews) {
        peer.newsSinceNanos = nowNanos;
      }
      peer.news.add(piece);
      peer.hasNews = true;
      peer.newsUrgent |= urgent;
      if (idle && peer.newsUrgent) {
        tell(peer, out);
      } else {
        pending = true;
      }
    }
  }

  /** A piece was lost before all peers were told of it. */
  void lost(int piece) {
    for (PeerState peer : peers.all()) {
      peer.news.removeIf(news -> news == piece);
      peer.hasNews = !peer.news.isEmpty();
    }
  }

  /** Sends one peer all its pending Haves. */
  static void tell(PeerState peer, List<Output> out) {
    if (peer.hasNews) {
      out.add(new Output.SendHave(peer.key, List.copyOf(peer.news)));
      peer.news.clear();
      peer.hasNews = false;
      peer.newsUrgent = false;
    }
  }

  /** Sends all pending Haves. */
  void tellAll(List<Output> out) {
    for (PeerState peer : peers.all()) {
      tell(peer, out);
    }
    pending = false;
  }

  /** Sends the Haves that are late, and those of peers that have become idle and can use them. */
  void tick(long nowNanos, List<Output> out) {
    if (!pending) {
      return;
    }
    pending = false;
    for (PeerState peer : peers.all()) {
      boolean late = nowNanos - peer.newsSinceNanos >= LATE_NANOS;
      if (late || (peer.newsUrgent && peer.upload.isIdle())) {
        tell(peer, out);
      }
      pending |= peer.hasNews;
    }
  }

  boolean isPending() {
    return pending;
  }
}
