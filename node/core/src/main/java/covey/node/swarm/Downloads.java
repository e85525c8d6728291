package covey.node.swarm;

import java.util.ArrayList;
import java.util.List;

/**
 * The asking side: gives credit to peers that alone hold pieces we need, asks the others for
 * blocks, and asks elsewhere what does not come.
 *
 * <p>A peer whose credit flows is asked for nothing: it sends each of us other pieces, which we
 * then get from each other. When the flow pauses (longer than a few times its spacing) the peer is
 * asked for pieces that others hold too; when it has dried, for any. So nobody waits for a peer
 * that does not know credit, and no piece is asked of a sole holder that is just about to send it.
 */
final class Downloads {
  private static final int CREDIT_GRAIN = 2;

  private final SwarmSettings settings;
  private final PeerTable peers;
  private final Assembly assembly;
  private final PiecePicker picker;
  private final BlockGrid grid;
  private final RateMeter downlink = new RateMeter();
  private boolean paused;

  /** Whether something may be due at the next tick. */
  private boolean busy;

  Downloads(
      SwarmSettings settings,
      PeerTable peers,
      Assembly assembly,
      PiecePicker picker,
      BlockGrid grid) {
    this.settings = settings;
    this.peers = peers;
    this.assembly = assembly;
    this.picker = picker;
    this.grid = grid;
  }

  boolean isBusy() {
    return busy;
  }

  /** Asks a peer for as much as it has room for. */
  void fill(long nowNanos, PeerState peer, List<Output> out) {
    if (paused || !peer.serves || assembly.neededCount() == 0) {
      return;
    }
    boolean mayChoose = peer.mayChoose() && assembly.wantsAll() && !picker.sequential;
    if (mayChoose) {
      giveCredit(nowNanos, peer, out);
    }
    CreditFlow flow = peer.window.flow;
    if (mayChoose && !flow.hasPaused(nowNanos)) {
      return;
    }
    int holders = mayChoose && !flow.hasDried(nowNanos) ? 2 : 1;
    while (peer.window.hasRoom()) {
      Block block = picker.pick(peer, holders);
      if (block == null) {
        return;
      }
      ask(nowNanos, peer, block, out);
    }
  }

  private void giveCredit(long nowNanos, PeerState peer, List<Output> out) {
    CreditFlow flow = peer.window.flow;
    long target = Math.min(peer.window.creditTargetBytes(), assembly.neededBytes());
    long more = target - flow.standingBytes();
    if (more > 0 && (flow.standingBytes() == 0 || more >= target / CREDIT_GRAIN)) {
      flow.give(nowNanos, (int) more);
      out.add(new Output.SendCredit(peer.key, (int) more));
      busy = true;
    }
  }

  /** Asks one block of a peer, also if others were asked for it. */
  void ask(long nowNanos, PeerState peer, Block block, List<Output> out) {
    PieceProgress progress = assembly.begin(block.piece());
    progress.ask(grid.index(block), peer);
    assembly.refresh(progress);
    peer.window.ask(nowNanos, block);
    out.add(new Output.SendRequest(peer.key, block));
    busy = true;
  }

  void fillAll(long nowNanos, List<Output> out) {
    for (PeerState peer : peers.all()) {
      fill(nowNanos, peer, out);
    }
  }

  /** Takes one block back from a peer. */
  void takeBack(long nowNanos, PeerState peer, Block block, List<Output> out) {
    peer.window.takeBack(nowNanos, block);
    unask(peer, block);
    out.add(new Output.SendCancel(peer.key, block));
  }

  /** Forgets that a block was asked of a peer. */
  void unask(PeerState peer, Block block) {
    PieceProgress progress = assembly.begun(block.piece());
    if (progress == null) {
      return;
    }
    progress.unask(grid.index(block), peer);
    if (progress.only == peer && !ownsAny(progress, peer)) {
      progress.only = null;
    }
    assembly.refresh(progress);
  }

  private static boolean ownsAny(PieceProgress progress, PeerState peer) {
    for (int i = 0; i < progress.blockCount(); i++) {
      if (progress.owners(i).contains(peer)) {
        return true;
      }
    }
    return false;
  }

  /** Takes back all that was asked of a peer. */
  void takeBackAll(long nowNanos, PeerState peer, List<Output> out) {
    for (Block block : blocksOf(peer)) {
      takeBack(nowNanos, peer, block, out);
    }
  }

  /** Takes back whatever is no longer needed. */
  void takeBackUnneeded(long nowNanos, List<Output> out) {
    for (PeerState peer : peers.all()) {
      for (Block block : blocksOf(peer)) {
        if (!assembly.needs(block.piece())) {
          takeBack(nowNanos, peer, block, out);
        }
      }
    }
  }

  /** A peer is gone: nothing is awaited from it. */
  void closed(PeerState peer) {
    for (Block block : blocksOf(peer)) {
      unask(peer, block);
    }
    assembly.releaseOnly(peer);
    releasePushed(peer);
  }

  /** Lets others be asked for the rest of pieces that the peer had begun to send on credit. */
  void releasePushed(PeerState peer) {
    if (peer.pushed.isEmpty()) {
      return;
    }
    for (int piece : peer.pushed.stream().mapToInt(Integer::intValue).toArray()) {
      PieceProgress progress = assembly.begun(piece);
      if (progress != null && progress.pusher == peer) {
        progress.pusher = null;
        assembly.refresh(progress);
      }
    }
    peer.pushed.clear();
  }

  static List<Block> blocksOf(PeerState peer) {
    ArrayList<Block> blocks = new ArrayList<>(peer.window.askedCount());
    peer.window.blocks().forEach(blocks::add);
    return blocks;
  }

  void pause(long nowNanos, boolean pause, List<Output> out) {
    paused = pause;
    if (pause) {
      for (PeerState peer : peers.all()) {
        takeBackAll(nowNanos, peer, out);
      }
    }
  }

  /** A block came, from whomever. */
  void came(long nowNanos, Block block) {
    downlink.count(nowNanos, block.lengthBytes());
  }

  /** The patience that our own downlink asks for: all that was asked of all shares it. */
  private long sharedNanos() {
    long askedBytes = 0;
    for (PeerState peer : peers.all()) {
      askedBytes += peer.window.askedBytes();
    }
    return settings.reask().factor() * downlink.nanosFor(askedBytes, 0);
  }

  /** Looks after what is overdue; called every {@link SwarmSettings.EndGame#stealNanos}. */
  void tick(long nowNanos, List<Output> out) {
    busy = false;
    long shared = sharedNanos();
    for (PeerState peer : peers.all()) {
      if (peer.window.overdueNanos() <= nowNanos - shared) {
        peer.window.stall();
        takeBackAll(nowNanos, peer, out);
        assembly.releaseOnly(peer);
      }
      if (peer.window.flow.hasPaused(nowNanos)) {
        releasePushed(peer);
      }
    }
    fillAll(nowNanos, out);
    if (!paused) {
      new Stealing(settings, peers, assembly, grid, this).run(nowNanos, out);
    }
    for (PeerState peer : peers.all()) {
      busy |=
          !peer.window.isIdle()
              || peer.window.flow.nextNanos(nowNanos) != Long.MAX_VALUE
              || !peer.pushed.isEmpty();
    }
  }
}
