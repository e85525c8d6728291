package covey.node.swarm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves blocks from peers that will be late to peers that have nothing to do. What waits in a late
 * peer's queue is taken back and asked elsewhere; only the block it is presumably sending is asked
 * of a second one besides, and only when there is nothing else left to ask for.
 *
 * <p>The first {@link SwarmSettings.Uplink#peerBlocks} of a queue its socket may hold already:
 * taken back, they would come all the same, twice. So for them it takes a peer that is very much
 * slower.
 */
final class Stealing {
  /** An idle peer must be so many times faster to be worth a move. */
  private static final int GAIN = 2;

  /** And so many times faster if what is taken back may come all the same. */
  private static final int SURE_GAIN = 10;

  /** Moves at one time; more could not be judged by what is known now. */
  private static final int MOVES_MAX = 8;

  private final SwarmSettings settings;
  private final PeerTable peers;
  private final Assembly assembly;
  private final BlockGrid grid;
  private final Downloads downloads;

  Stealing(
      SwarmSettings settings,
      PeerTable peers,
      Assembly assembly,
      BlockGrid grid,
      Downloads downloads) {
    this.settings = settings;
    this.peers = peers;
    this.assembly = assembly;
    this.grid = grid;
    this.downloads = downloads;
  }

  void run(long nowNanos, List<Output> out) {
    ArrayList<PeerState> idle = new ArrayList<>();
    ArrayList<PeerState> late = new ArrayList<>();
    for (PeerState peer : peers.all()) {
      if (!peer.window.isIdle()) {
        late.add(peer);
      } else if (peer.serves && !peer.window.isStalled() && !isChoosing(nowNanos, peer)) {
        idle.add(peer);
      }
    }
    late.sort(Comparator.comparingLong((PeerState peer) -> lateness(nowNanos, peer)).reversed());
    for (PeerState victim : late.subList(0, Math.min(MOVES_MAX, late.size()))) {
      PeerState thief = thiefFrom(nowNanos, victim, idle);
      if (thief != null) {
        move(nowNanos, victim, thief, out);
        if (!isSoonIdle(thief)) {
          idle.remove(thief);
        }
      }
    }
  }

  /** Whether it would have nothing to do before the next look, so that it may take more. */
  private boolean isSoonIdle(PeerState thief) {
    return thief.window.hasRoom()
        && thief.window.expectedNanos(0) <= settings.endGame().stealNanos();
  }

  private boolean isChoosing(long nowNanos, PeerState peer) {
    return peer.mayChoose() && assembly.wantsAll() && !peer.window.flow.hasPaused(nowNanos);
  }

  /**
   * What was measured of a peer that has fallen silent is no longer so: it is at least that late.
   */
  private static long lateness(long nowNanos, PeerState victim) {
    RequestWindow window = victim.window;
    return window.isStalled()
        ? Long.MAX_VALUE
        : Math.max(window.expectedNanos(0), window.silentNanos(nowNanos));
  }

  private @Nullable PeerState thiefFrom(long nowNanos, PeerState victim, List<PeerState> idle) {
    Block block = victim.window.newest();
    PieceProgress progress = block == null ? null : assembly.begun(block.piece());
    if (block == null || progress == null) {
      return null;
    }
    for (PeerState thief : idle) {
      if (thief.provides(block.piece())
          && progress.mayAsk(thief)
          && lateness(nowNanos, victim) / gain(victim)
              > thief.window.expectedNanos(block.lengthBytes())) {
        return thief;
      }
    }
    return null;
  }

  private int gain(PeerState victim) {
    return victim.window.askedCount() > settings.uplink().peerBlocks() ? GAIN : SURE_GAIN;
  }

  private void move(long nowNanos, PeerState victim, PeerState thief, List<Output> out) {
    Block block = victim.window.newest();
    RequestWindow.Asked asked = block == null ? null : victim.window.asked(block);
    if (block == null || asked == null) {
      return;
    }
    if (victim.window.askedCount() > 1 && !asked.arriving) {
      downloads.takeBack(nowNanos, victim, block, out);
      downloads.ask(nowNanos, thief, block, out);
    } else if (assembly.isAllAsked() && nowNanos - asked.atNanos > GAIN * asked.expectedNanos) {
      copy(nowNanos, thief, block, out);
    }
  }

  private void copy(long nowNanos, PeerState thief, Block block, List<Output> out) {
    PieceProgress progress = assembly.begun(block.piece());
    if (progress != null
        && progress.ownerCount(grid.index(block)) < settings.endGame().copiesMax()) {
      downloads.ask(nowNanos, thief, block, out);
    }
  }
}
