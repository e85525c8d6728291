package covey.node.swarm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves requests from late peers to idle ones. What waits in a late peer's queue is cancelled and
 * requested elsewhere. The block that the late peer is presumably sending is requested a second
 * time, but only if nothing else is left to request.
 *
 * <p>The first {@link SwarmSettings.Uplink#peerBlocks} of a queue may already be in the socket:
 * cancelled, they would still arrive, twice. So they move only away from a much slower peer.
 */
final class WorkStealing {
  /** An idle peer must be this many times faster to be worth a move. */
  private static final int GAIN = 2;

  /** The same if the cancelled block may still arrive. */
  private static final int SURE_GAIN = 10;

  /** The number of moves per tick; more cannot be judged by current measurements. */
  private static final int MOVES_MAX = 8;

  private final SwarmSettings settings;
  private final PeerTable peers;
  private final PieceAssembly assembly;
  private final BlockGrid grid;
  private final DownloadScheduler downloads;

  WorkStealing(
      SwarmSettings settings,
      PeerTable peers,
      PieceAssembly assembly,
      BlockGrid grid,
      DownloadScheduler downloads) {
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

  /** Returns whether the peer would become idle before the next tick, so that it may take more. */
  private boolean isSoonIdle(PeerState thief) {
    return thief.window.hasRoom()
        && thief.window.expectedNanos(0) <= settings.endGame().stealNanos();
  }

  private boolean isChoosing(long nowNanos, PeerState peer) {
    return peer.mayChoose() && assembly.wantsAll() && !peer.window.flow.hasPaused(nowNanos);
  }

  /**
   * The measurements of a silent peer no longer apply: it is at least as late as it has been
   * silent.
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
