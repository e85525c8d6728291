package covey.node.swarm;

import java.util.List;

/**
 * When peers are told of the pieces that we got.
 *
 * <p>A peer that waits for nothing of ours is told at once: it may ask for the piece, or, as a sole
 * holder, decides by it. One that has requests standing here has enough to wait for; it is told
 * together with the next block that it gets, before it, or after {@link #LATE_NANOS}: each message
 * costs both sides a wake-up.
 */
final class News {
  private static final long LATE_NANOS = 100_000_000;

  private final PeerTable peers;
  private boolean pending;

  News(PeerTable peers) {
    this.peers = peers;
  }

  /** A piece was verified; holders are told as well: a sole holder must know what was relayed. */
  void got(long nowNanos, int piece, List<Output> out) {
    List<Integer> alone = List.of(piece);
    for (PeerState peer : peers.all()) {
      boolean idle = peer.upload.isIdle();
      if (idle && !peer.hasNews) {
        out.add(new Output.SendHave(peer.key, alone));
        continue;
      }
      if (!peer.hasNews) {
        peer.newsSinceNanos = nowNanos;
      }
      peer.news.add(piece);
      peer.hasNews = true;
      if (idle) {
        tell(peer, out);
      } else {
        pending = true;
      }
    }
  }

  /** A piece is gone before everybody was told of it. */
  void lost(int piece) {
    for (PeerState peer : peers.all()) {
      peer.news.removeIf(news -> news == piece);
      peer.hasNews = !peer.news.isEmpty();
    }
  }

  /** Tells one peer whatever it was not told yet. */
  static void tell(PeerState peer, List<Output> out) {
    if (peer.hasNews) {
      out.add(new Output.SendHave(peer.key, List.copyOf(peer.news)));
      peer.news.clear();
      peer.hasNews = false;
    }
  }

  /** Tells everybody. */
  void tellAll(List<Output> out) {
    for (PeerState peer : peers.all()) {
      tell(peer, out);
    }
    pending = false;
  }

  /** Tells those who wait for long, or for nothing of ours any more. */
  void tick(long nowNanos, List<Output> out) {
    if (!pending) {
      return;
    }
    pending = false;
    for (PeerState peer : peers.all()) {
      if (nowNanos - peer.newsSinceNanos >= LATE_NANOS || peer.upload.isIdle()) {
        tell(peer, out);
      }
      pending |= peer.hasNews;
    }
  }

  boolean isPending() {
    return pending;
  }
}
