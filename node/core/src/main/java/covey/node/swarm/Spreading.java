package covey.node.swarm;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Spreads what we wait for over a piece's holders as they become more.
 *
 * <p>Whoever has a new piece first is asked for it by everybody at once. In a large swarm those who
 * get it next would then have nothing to do while the first one's queue lasts, so a piece would
 * spread by one uplink instead of by ever more. Therefore a block that waits for its turn at one
 * holder is asked of the n-th holder instead with a chance of 1/n: whatever n is, all holders then
 * have the same share of those who wait.
 *
 * <p>In a small swarm a queue is no longer than what is handed out ahead, and a block that is taken
 * back would come all the same, in vain: there nothing is moved.
 */
final class Spreading {
  /** A queue is worth leaving if it may be so many times what is handed out ahead. */
  private static final int LONG_QUEUE = 8;

  private final SwarmSettings settings;
  private final PeerTable peers;
  private final Availability availability;
  private final BlockGrid grid;
  private final SplittableRandom random;

  Spreading(
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

  /** A serving peer got a piece that is begun here: some of what is awaited is asked of it. */
  void gained(
      long nowNanos,
      PeerState peer,
      PieceProgress progress,
      Downloads downloads,
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
