package covey.node.swarm;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Spreads requests over a piece's holders as their number grows.
 *
 * <p>The first holder of a new piece receives requests from all peers at once. In a large swarm the
 * next holders would be idle while the first one's queue lasts, so a piece would spread over one
 * uplink instead of a growing number. Therefore a block that waits in one holder's queue is
 * requested from the n-th holder instead with probability 1/n: for any n, all holders then have
 * equal shares of the waiting requests.
 *
 * <p>In a small swarm a queue is no longer than what is handed out ahead, and a cancelled block
 * would still arrive, in vain; so nothing is moved there.
 */
final class RequestSpreading {
  /** A queue is worth leaving if it may be this multiple of what is handed out ahead. */
  private static final int LONG_QUEUE = 8;

  private final SwarmSettings settings;
  private final PeerTable peers;
  private final Availability availability;
  private final BlockGrid grid;
  private final SplittableRandom random;

  RequestSpreading(
      SwarmSettings settings,
      PeerTable peers,
      Availability availability,
      BlockGrid grid,
      SplittableRandom random) {
    this.settings = settings;
    this.peers = peers;
    this.availability = availability;
    this.grid = grid;
    this.random = random;
  }

  /** A serving peer got a piece that is begun here: some outstanding requests move to it. */
  void gained(
      long nowNanos,
      PeerState peer,
      PieceProgress progress,
      DownloadScheduler downloads,
      List<Output> out) {
    if (peers.all().size() <= LONG_QUEUE * settings.uplink().totalBlocks()) {
      return;
    }
    int holders = availability.count(progress.piece);
    for (int i = 0; i < progress.blockCount() && peer.window.hasRoom(); i++) {
      if (progress.ownerCount(i) == 1 && random.nextInt(holders) == 0) {
        Block block = grid.block(progress.piece, i);
        PeerState owner = progress.owners(i).getFirst();
        RequestWindow.Asked asked = owner == peer ? null : owner.window.asked(block);
        if (asked != null && !asked.arriving) {
          downloads.takeBack(nowNanos, owner, block, out);
          downloads.ask(nowNanos, peer, block, out);
        }
      }
    }
  }
}
