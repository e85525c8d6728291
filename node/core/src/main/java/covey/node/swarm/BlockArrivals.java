package covey.node.swarm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The receiving side: checks arriving blocks and tracks pieces until they are verified. */
final class BlockArrivals {
  private final PeerTable peers;
  private final PieceAssembly assembly;
  private final DownloadScheduler downloads;
  private final BlockGrid grid;
  private long receivedBytes;
  private long duplicateBytes;
  private long rejectedBytes;

  BlockArrivals(
      PeerTable peers, PieceAssembly assembly, DownloadScheduler downloads, BlockGrid grid) {
    this.peers = peers;
    this.assembly = assembly;
    this.downloads = downloads;
    this.grid = grid;
  }

  SwarmCounters counters() {
    return new SwarmCounters(receivedBytes, duplicateBytes, rejectedBytes);
  }

  /**
   * A block begins to arrive: decides to read or skip it. Returns the reason to ban the peer, or
   * null.
   */
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
    receivedBytes += block.lengthBytes();
    if (needsBytes(block)) {
      out.add(new Output.ReadPayload(peer.key, block));
      receive(nowNanos, peer, block, credited, out);
      return null;
    }
    duplicateBytes += block.lengthBytes();
    window.discard(nowNanos, block);
    return skip(
        input,
        credited && !window.flow.useless(block.lengthBytes())
            ? "keeps sending duplicates on credit, now " + block
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

  /** Returns whether a block's bytes would be useful now. */
  private boolean needsBytes(Block block) {
    if (!grid.contains(block) || assembly.have().contains(block.piece())) {
      return false;
    }
    PieceProgress progress = assembly.begun(block.piece());
    return progress == null || (!progress.verifying && !progress.isWritten(grid.index(block)));
  }

  private @Nullable PieceProgress begun(Block block) {
    return grid.contains(block) ? assembly.begun(block.piece()) : null;
  }

  /**
   * A block was read: claims it for writing, or drops it if another copy came first, since a second
   * copy could replace bytes that are being verified.
   */
  void received(long nowNanos, PeerKey from, Block block, List<Output> out) {
    PieceProgress progress = begun(block);
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

  /** Releases a claimed block that was not written. */
  void lost(long nowNanos, PeerKey from, Block block) {
    PieceProgress progress = begun(block);
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

  /** A block was written. */
  void written(long nowNanos, PeerKey from, Block block, List<Output> out) {
    downloads.came(nowNanos, block);
    PeerState peer = peers.find(from);
    if (peer != null) {
      peer.window.done(nowNanos, block);
    }
    PieceProgress progress = begun(block);
    if (progress == null) {
      return;
    }
    int index = grid.index(block);
    if (!progress.write(index, from)) {
      duplicateBytes += block.lengthBytes();
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

  /** A piece was verified, from any source; returns false if we already had it. */
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

  /** A piece could not be verified: all its blocks are missing again. */
  void unverified(long nowNanos, int piece, List<Output> out) {
    takeBackPiece(nowNanos, piece, out);
    assembly.drop(piece);
  }

  /** A piece failed verification; returns its only supplier, or null if there were several. */
  @Nullable PeerKey rejected(long nowNanos, int piece, List<Output> out) {
    PieceProgress progress = assembly.begun(piece);
    if (progress == null) {
      return null;
    }
    rejectedBytes += grid.lengths().lengthBytes(piece);
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
