package covey.node.swarm;

import covey.protocol.content.PieceSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One node's part in one share: decides which block is requested from which peer and which is sent
 * to which peer.
 *
 * <p>Sans-IO and deterministic: the same inputs at the same times with the same seed give the same
 * outputs. Not thread-safe; time is in nanoseconds from any origin and never decreases. The caller
 * passes each event to {@link #handle}, performs the returned outputs in order, and passes {@link
 * Input.Woke} at {@link #nextWakeup}.
 *
 * <p>{@link UploadScheduler} describes serving, {@link DownloadScheduler} requesting.
 *
 * <p><b>Opening again.</b> A second PeerOpened of an open peer replaces what it holds, wants and
 * serves. Requests and credit in each direction stand while their roles do: if the peer no longer
 * wants, its requests and credit are dropped; if it no longer serves, or no longer holds a piece,
 * our requests to it are cancelled and made elsewhere. PeerClosed ends everything: later inputs
 * about the peer are ignored until it is opened again, with nothing outstanding.
 *
 * <p><b>Faults.</b> After BanPeer the peer counts as closed until PeerClosed.
 *
 * <p>Blocks lie on a grid of {@link SwarmSettings#blockBytes} in their piece. Only the core knows
 * which block is needed, being written or being verified; of several copies of a block it has one
 * written. A caller that cannot perform an output reports it (BlockLost, PieceUnverified).
 */
public final class Swarm {
  private final SwarmSettings settings;
  private final PeerTable peers = new PeerTable();
  private final TreeSet<PeerKey> banned = new TreeSet<>();
  private final BlockGrid grid;
  private final Availability availability;
  private final PieceAssembly assembly;
  private final PiecePicker picker;
  private final DownloadScheduler downloads;
  private final BlockArrivals arrivals;
  private final SuperSeedLedger ledger;
  private final UploadScheduler uploads;
  private final HaveBatcher news;
  private final RequestSpreading spreading;
  private final PeerHoldings heldPieces;
  private final SplittableRandom turns;
  private boolean completeTold;
  private boolean uploadsWait;
  private long tickNanos = Long.MAX_VALUE;

  /**
   * Creates a core that has {@code have}, which is copied, and wants everything. Throws
   * IllegalArgumentException if the set does not match the share.
   */
  public Swarm(SwarmSettings settings, PieceLengths lengths, PieceSet have, long seed) {
    if (have.pieceCount() != lengths.pieceCount()) {
      throw new IllegalArgumentException(
          "a set of " + have.pieceCount() + " pieces, expected " + lengths.pieceCount());
    }
    SplittableRandom random = new SplittableRandom(seed);
    PieceSet held = have.copy();
    this.settings = settings;
    grid = BlockGrid.of(lengths, settings.blockBytes());
    availability = new Availability(lengths.pieceCount(), random.split());
    assembly = new PieceAssembly(peers, availability, grid, held);
    picker = new PiecePicker(assembly, availability, grid);
    downloads = new DownloadScheduler(settings, peers, assembly, picker, grid);
    arrivals = new BlockArrivals(peers, assembly, downloads, grid);
    ledger = new SuperSeedLedger(held, availability, peers, random.split());
    uploads = new UploadScheduler(settings, ledger, grid);
    news = new HaveBatcher(peers, availability);
    spreading = new RequestSpreading(settings, peers, availability, grid, random.split());
    heldPieces = new PeerHoldings(assembly, ledger, downloads);
    turns = random.split();
    completeTold = complete();
  }

  /** Handles an input and returns the outputs to perform, in order. */
  public List<Output> handle(long nowNanos, Input input) {
    ArrayList<Output> out = new ArrayList<>();
    dispatch(nowNanos, input, out);
    if (input instanceof Input.BlockReceived) {
      return out;
    }
    if (nowNanos >= tickNanos) {
      tickNanos = Long.MAX_VALUE;
      downloads.tick(nowNanos, out);
      uploadsWait = uploads.tick(nowNanos);
      news.tick(nowNanos, out);
    }
    uploads.fill(nowNanos, out);
    tellCompletion(out);
    if (tickNanos == Long.MAX_VALUE && (downloads.isBusy() || uploadsWait || news.isPending())) {
      tickNanos = nowNanos + settings.endGame().stealNanos();
    }
    return out;
  }

  /** Returns when to pass Woke to {@link #handle}, in nanoseconds; Long.MAX_VALUE for never. */
  public long nextWakeup() {
    return tickNanos;
  }

  /** Returns a copy of the set of verified pieces. */
  public PieceSet have() {
    return assembly.have().copy();
  }

  /** Returns the number of verified pieces. */
  public int havePieces() {
    return assembly.have().size();
  }

  /** Returns whether every wanted piece is verified. */
  public boolean complete() {
    return assembly.neededCount() == 0;
  }

  /** Returns the number of open peers. */
  public int openPeers() {
    return peers.all().size();
  }

  /**
   * Returns whether nothing is outstanding with a peer in either direction; true if it is not open.
   */
  public boolean isIdle(PeerKey key) {
    PeerState peer = peers.find(key);
    return peer == null || (peer.window.isIdle() && peer.upload.isIdle());
  }

  /** Returns the counters since the start. */
  public SwarmCounters counters() {
    return arrivals.counters();
  }

  private void dispatch(long now, Input input, List<Output> out) {
    switch (input) {
      case Input.PeerOpened i -> opened(now, i, out);
      case Input.PeerClosed i -> closed(now, i.peer(), out);
      case Input.PeerLeaving i -> leaving(now, i.peer(), out);
      case Input.PieceVerified i -> verified(now, i.piece(), out);
      case Input.PieceRejected i -> rejected(now, i.piece(), out);
      case Input.PieceLost i -> lost(now, i.piece(), out);
      case Input.PieceUnverified i -> {
        arrivals.unverified(now, i.piece(), out);
        downloads.fillAll(now, out);
      }
      case Input.BlockReceived i -> arrivals.received(now, i.peer(), i.block(), out);
      case Input.BlockWritten i -> written(now, i, out);
      case Input.BlockLost i -> {
        arrivals.lost(now, i.peer(), i.block());
        downloads.fillAll(now, out);
      }
      case Input.WantedChanged i -> {
        picker.sequential = i.sequential();
        assembly.want(i.wanted());
        downloads.takeBackUnneeded(now, out);
        downloads.fillAll(now, out);
      }
      case Input.PausedChanged i -> {
        downloads.pause(now, i.paused(), out);
        downloads.fillAll(now, out);
      }
      case Input.OfOpenPeer i -> ofPeer(now, i, out);
      case Input.Woke _ -> {}
    }
  }

  private void ofPeer(long now, Input.OfOpenPeer input, List<Output> out) {
    PeerState peer = peers.find(input.peer());
    if (peer == null) {
      if (input instanceof Input.BlockArriving i) {
        out.add(new Output.SkipPayload(i.peer(), i.block()));
      }
      return;
    }
    String fault = null;
    switch (input) {
      case Input.PeerHas i -> fault = has(now, peer, i.pieces(), out);
      case Input.RoundTripMeasured i -> peer.window.roundTrip(i.roundTripNanos());
      case Input.Requested i -> fault = requested(peer, i.block(), out);
      case Input.Cancelled i -> uploads.cancelled(peer, i.block());
      case Input.Credited i -> fault = credited(peer, i.bytes());
      case Input.Refused i -> refused(now, peer, i.block(), out);
      case Input.BlockSent i -> {
        uploads.sent(now, peer, i.block());
        uploadsWait = true;
      }
      case Input.BlockArriving i -> fault = arrivals.arriving(now, peer, i, out);
    }
    if (fault != null) {
      ban(now, peer, fault, out);
    } else if (input instanceof Input.BlockArriving) {
      downloads.fill(now, peer, out);
    }
  }

  private void refused(long now, PeerState peer, Block block, List<Output> out) {
    if (peer.window.refused(block)) {
      // A refused piece counts as not held; otherwise the same block would be requested again
      // without end.
      heldPieces.remove(peer, block.piece());
      downloads.unask(peer, block);
      downloads.fillAll(now, out);
    }
  }

  private void opened(long now, Input.PeerOpened input, List<Output> out) {
    if (banned.contains(input.peer())) {
      return;
    }
    PeerState peer = peers.find(input.peer());
    if (peer == null) {
      PieceSet none = PieceSet.none(assembly.have().pieceCount());
      peer = new PeerState(input.peer(), peers.freeSlot(), none, settings);
      peer.upload.turn = -1L - turns.nextInt(1 << 20);
      peers.add(peer);
    } else if (peer.wants && !input.wants()) {
      uploads.forget(peer);
    }
    peer.leaving = false;
    heldPieces.replace(now, peer, input, out);
    uploads.touch();
    downloads.fillAll(now, out);
  }

  private @Nullable String credited(PeerState peer, int bytes) {
    if (!peer.wants) {
      return "gave credit but wants nothing";
    }
    return peer.leaving ? null : uploads.credited(peer, bytes);
  }

  private void leaving(long now, PeerKey key, List<Output> out) {
    PeerState peer = peers.find(key);
    if (peer == null) {
      return;
    }
    peer.leaving = true;
    heldPieces.stopServing(peer);
    uploads.noCredit(peer);
    downloads.fillAll(now, out);
  }

  private @Nullable String has(long now, PeerState peer, List<Integer> pieces, List<Output> out) {
    for (int piece : pieces) {
      if (piece < 0 || piece >= assembly.have().pieceCount()) {
        return "says it has piece " + piece + " of " + assembly.have().pieceCount();
      }
    }
    for (int piece : pieces) {
      heldPieces.add(peer, piece);
      spread(now, peer, piece, out);
    }
    if (!peer.serves) {
      uploads.touch();
    }
    downloads.fill(now, peer, out);
    return null;
  }

  private void spread(long now, PeerState peer, int piece, List<Output> out) {
    PieceProgress progress = assembly.begun(piece);
    if (progress != null && progress.mayAsk(peer) && peer.serves) {
      spreading.gained(now, peer, progress, downloads, out);
    }
  }

  private @Nullable String requested(PeerState peer, Block block, List<Output> out) {
    if (!peer.wants) {
      return "asked for a block but wants nothing";
    }
    if (!grid.isWithinPiece(block)) {
      return "asked for a block that does not exist: " + block;
    }
    if (peer.leaving || !assembly.have().contains(block.piece())) {
      out.add(new Output.SendRefused(peer.key, block));
      return null;
    }
    return uploads.requested(peer, block);
  }

  private void closed(long now, PeerKey key, List<Output> out) {
    banned.remove(key);
    PeerState peer = peers.find(key);
    if (peer != null) {
      remove(now, peer, out);
    }
  }

  private void ban(long now, PeerState peer, String reason, List<Output> out) {
    banned.add(peer.key);
    out.add(new Output.BanPeer(peer.key, reason));
    remove(now, peer, out);
  }

  private void remove(long now, PeerState peer, List<Output> out) {
    downloads.closed(peer);
    for (int p = peer.has.nextSet(0); p >= 0; p = peer.has.nextSet(p + 1)) {
      heldPieces.remove(peer, p);
    }
    uploads.closed(peer);
    peers.remove(peer);
    downloads.fillAll(now, out);
  }

  private void written(long now, Input.BlockWritten input, List<Output> out) {
    arrivals.written(now, input.peer(), input.block(), out);
    PeerState peer = peers.find(input.peer());
    if (peer != null) {
      downloads.fill(now, peer, out);
    }
  }

  private void verified(long now, int piece, List<Output> out) {
    if (!arrivals.verified(now, piece, out)) {
      return;
    }
    news.got(now, piece, out);
    ledger.refresh(piece);
    uploads.touch();
  }

  private void rejected(long now, int piece, List<Output> out) {
    PeerKey liar = arrivals.rejected(now, piece, out);
    PeerState peer = liar == null ? null : peers.find(liar);
    if (peer != null) {
      ban(now, peer, "sent piece " + piece + ", which failed verification", out);
    } else {
      downloads.fillAll(now, out);
    }
  }

  private void lost(long now, int piece, List<Output> out) {
    if (!assembly.lose(piece)) {
      return;
    }
    news.lost(piece);
    ledger.refresh(piece);
    for (PeerState peer : peers.all()) {
      for (Block block : uploads.lost(peer, piece)) {
        out.add(new Output.SendRefused(peer.key, block));
      }
    }
    downloads.fillAll(now, out);
  }

  private void tellCompletion(List<Output> out) {
    boolean complete = complete();
    if (complete && !completeTold) {
      news.tellAll(out);
      out.add(new Output.Completed());
    }
    completeTold = complete;
  }
}
