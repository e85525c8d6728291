package covey.node.swarm;

import java.util.ArrayList;
import java.util.List;

/**
 * The requesting side: gives credit to peers that alone hold needed pieces, requests blocks from
 * the others, and requests overdue blocks elsewhere.
 *
 * <p>Nothing is requested from a peer whose credit flows: it sends different pieces to each
 * downloader, and the downloaders exchange them. When the flow pauses (for longer than a few times
 * its spacing), pieces that others hold too are requested from the peer; when it has dried, any
 * pieces. So a peer that ignores credit delays nobody, and no piece is requested from a sole holder
 * that is about to send it.
 */
final class DownloadScheduler {
  private static final int CREDIT_GRAIN = 2;

  private final SwarmSettings settings;
  private final PeerTable peers;
  private final PieceAssembly assembly;
  private final PiecePicker picker;
  private final BlockGrid grid;
  private final RateMeter downlink = new RateMeter();
  private boolean paused;

  /** Returns whether something may be due at the next tick. */
  private boolean busy;

  DownloadScheduler(
      SwarmSettings settings,
      PeerTable peers,
      PieceAssembly assembly,
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

  /** Requests blocks from a peer until its window is full. */
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

  /** Requests one block from a peer, even if it is requested from others. */
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

  /** Cancels one request to a peer. */
  void takeBack(long nowNanos, PeerState peer, Block block, List<Output> out) {
    peer.window.takeBack(nowNanos, block);
    unask(peer, block);
    out.add(new Output.SendCancel(peer.key, block));
  }

  /** Forgets that a block was requested from a peer. */
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

  /** Cancels all requests to a peer. */
  void takeBackAll(long nowNanos, PeerState peer, List<Output> out) {
    for (Block block : blocksOf(peer)) {
      takeBack(nowNanos, peer, block, out);
    }
  }

  /** Cancels all requests that are no longer needed. */
  void takeBackUnneeded(long nowNanos, List<Output> out) {
    for (PeerState peer : peers.all()) {
      for (Block block : blocksOf(peer)) {
        if (!assembly.needs(block.piece())) {
          takeBack(nowNanos, peer, block, out);
        }
      }
    }
  }

  /** Forgets the requests to a peer that is gone. */
  void closed(PeerState peer) {
    for (Block block : blocksOf(peer)) {
      unask(peer, block);
    }
    assembly.releaseOnly(peer);
    releasePushed(peer);
  }

  /**
   * Allows the rest of pieces that the peer began to send on credit to be requested from others.
   */
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

  /** A block came from any peer. */
  void came(long nowNanos, Block block) {
    downlink.count(nowNanos, block.lengthBytes());
  }

  /** Returns the patience that our own downlink requires, since all requested blocks share it. */
  private long sharedNanos() {
    long askedBytes = 0;
    for (PeerState peer : peers.all()) {
      askedBytes += peer.window.askedBytes();
    }
    return settings.reask().factor() * downlink.nanosFor(askedBytes, 0);
  }

  /** Handles overdue requests; called every {@link SwarmSettings.EndGame#stealNanos}. */
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
      new WorkStealing(settings, peers, assembly, grid, this).run(nowNanos, out);
    }
    for (PeerState peer : peers.all()) {
      busy |=
          !peer.window.isIdle()
              || peer.window.flow.nextNanos(nowNanos) != Long.MAX_VALUE
              || !peer.pushed.isEmpty();
    }
  }
}
