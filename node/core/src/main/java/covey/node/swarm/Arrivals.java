package covey.node.swarm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The receiving side: judges blocks that come, and follows pieces to their verification. */
final class Arrivals {
  private final PeerTable peers;
  private final Assembly assembly;
  private final Downloads downloads;
  private final BlockGrid grid;
  private final Tally tally;

  Arrivals(PeerTable peers, Assembly assembly, Downloads downloads, BlockGrid grid, Tally tally) {
    this.peers = peers;
    this.assembly = assembly;
    this.downloads = downloads;
    this.grid = grid;
    this.tally = tally;
  }

  /** A block begins to come: has it read or skipped; returns why the peer must go, or null. */
  @Nullable String arriving(
      long nowNanos, PeerState peer, Input.BlockArriving input, List<Output> out) {
    Block block = input.block();
    if (!grid.contains(block)) {
      return skip(input, "sent a block that does not exist: " + block, out);
    }
    RequestWindow window = peer.window;
    RequestWindow.Asked known = window.asked(block);
    boolean asked = known != null && !known.arriving;
    boolean credited = false;
    if (input.fresh() || !asked) {
      boolean late = !input.fresh() && window.wasTakenBack(block);
      credited = !late && window.flow.use(nowNanos, block.lengthBytes());
      if (!late && !credited && !asked) {
        String fault = "sent a block that was neither asked for nor covered by credit: " + block;
        return skip(input, fault, out);
      }
    }
    if (credited && asked) {
      downloads.takeBack(nowNanos, peer, block, out);
    }
    tally.receivedBytes += block.lengthBytes();
    if (needsBytes(block)) {
      out.add(new Output.ReadPayload(peer.key, block));
      receive(nowNanos, peer, block, credited, out);
      return null;
    }
    tally.duplicateBytes += block.lengthBytes();
    window.discard(nowNanos, block);
    return skip(
        input,
        credited && !window.flow.useless(block.lengthBytes())
            ? "keeps sending on credit what is there already, now " + block
            : null,
        out);
  }

  private static @Nullable String skip(
      Input.BlockArriving input, @Nullable String fault, List<Output> out) {
    out.add(new Output.SkipPayload(input.peer(), input.block()));
    return fault;
  }

  private void receive(
      long nowNanos, PeerState peer, Block block, boolean credited, List<Output> out) {
    boolean isNew = assembly.begun(block.piece()) == null;
    PieceProgress progress = assembly.begin(block.piece());
    if (credited && isNew && progress.blockCount() > 1) {
      progress.pusher = peer;
      peer.pushed.add(block.piece());
    }
    int index = grid.index(block);
    for (PeerState other : List.copyOf(progress.owners(index))) {
      RequestWindow.Asked at = other.window.asked(block);
      if (other != peer && at != null && !at.arriving) {
        downloads.takeBack(nowNanos, other, block, out);
      }
    }
    progress.ask(index, peer);
    assembly.refresh(progress);
    peer.window.arriving(nowNanos, block);
  }

  /** Whether a block's bytes would be of use now. */
  private boolean needsBytes(Block block) {
    if (!grid.contains(block) || assembly.have().contains(block.piece())) {
      return false;
    }
    PieceProgress progress = assembly.begun(block.piece());
    return progress == null || (!progress.verifying && !progress.isWritten(grid.index(block)));
  }

  /**
   * A block's bytes were read: claims it for writing, or drops it if another copy of it was first,
   * since a second copy could replace bytes that are being verified.
   */
  void received(long nowNanos, PeerKey from, Block block, List<Output> out) {
    PieceProgress progress = grid.contains(block) ? assembly.begun(block.piece()) : null;
    if (progress != null && progress.claim(grid.index(block))) {
      out.add(new Output.WriteBlock(from, block));
      return;
    }
    out.add(new Output.DropBlock(from, block));
    PeerState peer = peers.find(from);
    if (progress != null && peer != null && peer.window.asked(block) != null) {
      peer.window.done(nowNanos, block);
      downloads.unask(peer, block);
    }
  }

  /** A block that was claimed was not written. */
  void lost(long nowNanos, PeerKey from, Block block) {
    PieceProgress progress = grid.contains(block) ? assembly.begun(block.piece()) : null;
    if (progress == null) {
      return;
    }
    progress.unclaim(grid.index(block));
    PeerState peer = peers.find(from);
    if (peer != null) {
      peer.window.discard(nowNanos, block);
      downloads.unask(peer, block);
    }
  }

  /** A block's bytes are in their place. */
  void written(long nowNanos, PeerKey from, Block block, List<Output> out) {
    downloads.came(nowNanos, block);
    PeerState peer = peers.find(from);
    if (peer != null) {
      peer.window.done(nowNanos, block);
    }
    PieceProgress progress = grid.contains(block) ? assembly.begun(block.piece()) : null;
    if (progress == null) {
      return;
    }
    int index = grid.index(block);
    if (!progress.write(index, from)) {
      tally.duplicateBytes += block.lengthBytes();
      return;
    }
    for (PeerState owner : List.copyOf(progress.owners(index))) {
      if (owner != peer && owner.window.asked(block) != null) {
        downloads.takeBack(nowNanos, owner, block, out);
      }
    }
    progress.disown(index);
    assembly.refresh(progress);
    if (progress.isWhole() && !progress.verifying) {
      progress.verifying = true;
      endPush(progress);
      out.add(new Output.VerifyPiece(progress.piece));
    }
  }

  private static void endPush(PieceProgress progress) {
    PeerState pusher = progress.pusher;
    if (pusher != null) {
      pusher.pushed.remove(progress.piece);
      progress.pusher = null;
    }
  }

  /** A piece is had, whoever brought it; returns false if it was already. */
  boolean verified(long nowNanos, int piece, List<Output> out) {
    takeBackPiece(nowNanos, piece, out);
    return assembly.gain(piece);
  }

  private void takeBackPiece(long nowNanos, int piece, List<Output> out) {
    PieceProgress progress = assembly.begun(piece);
    if (progress == null) {
      return;
    }
    endPush(progress);
    for (int i = 0; i < progress.blockCount(); i++) {
      for (PeerState owner : List.copyOf(progress.owners(i))) {
        downloads.takeBack(nowNanos, owner, grid.block(piece, i), out);
      }
    }
  }

  /** A piece could not be verified: all of it is lacking again. */
  void unverified(long nowNanos, int piece, List<Output> out) {
    takeBackPiece(nowNanos, piece, out);
    assembly.drop(piece);
  }

  /** A piece failed; returns who alone sent it, or null if several did. */
  @Nullable PeerKey rejected(long nowNanos, int piece, List<Output> out) {
    PieceProgress progress = assembly.begun(piece);
    if (progress == null) {
      return null;
    }
    tally.rejectedBytes += grid.lengths().lengthBytes(piece);
    takeBackPiece(nowNanos, piece, out);
    PeerKey liar = progress.onlySupplier();
    assembly.drop(piece);
    if (liar == null && assembly.needs(piece)) {
      PieceProgress again = assembly.begin(piece);
      again.exclusive = true;
      assembly.refresh(again);
    }
    return liar;
  }
}
