package covey.node.swarm;

import java.util.List;

/**
 * When peers are told of the pieces that we got.
 *
 * <p>A peer that lacks the piece and waits for nothing of ours is told at once: it may ask for it.
 * So is the only one that has it, if it has everything: it decides by what was relayed. One that
 * has requests standing here has enough to wait for, and one that has the piece as well only counts
 * its holders; they are told together with the next block that they get, before it, or after {@link
 * #LATE_NANOS}: each message costs both sides a wake-up.
 */
final class News {
  private static final long LATE_NANOS = 100_000_000;

  private final PeerTable peers;
  private final Availability availability;
  private boolean pending;

  News(PeerTable peers, Availability availability) {
    this.peers = peers;
    this.availability = availability;
  }

  /** A piece was verified; holders are told as well: a sole holder must know what was relayed. */
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
      peer.newsUrgent = false;
    }
  }

  /** Tells everybody. */
  void tellAll(List<Output> out) {
    for (PeerState peer : peers.all()) {
      tell(peer, out);
    }
    pending = false;
  }

  /** Tells those who wait for long, or could do with it and wait for nothing of ours any more. */
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
