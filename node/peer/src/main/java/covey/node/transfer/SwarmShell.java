package covey.node.transfer;

import covey.node.store.PieceStore;
import covey.node.swarm.Block;
import covey.node.swarm.Input;
import covey.node.swarm.Output;
import covey.node.swarm.PeerKey;
import covey.node.swarm.PieceLengths;
import covey.node.swarm.Swarm;
import covey.node.swarm.SwarmCounters;
import covey.node.swarm.SwarmSettings;
import covey.protocol.content.PieceGeometry;
import covey.protocol.content.PieceSet;
import covey.protocol.wire.Message;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Drives a share's swarm core: passes it inputs with the time, carries out its outputs in order,
 * and wakes it when it asks to be woken. An input that arises while outputs are being carried out
 * is queued until they are done. Guarded by the session's lock; posting a message never blocks.
 */
final class SwarmShell {
  private static final long SHORTEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final ShareSession session;
  private final TransferContext context;
  private @Nullable Swarm swarm;
  private UplinkFlow uplink = new UplinkFlow(0);
  private final InputQueue inputs = new InputQueue(this::step);
  private boolean granted;
  private long wakeAtNanos = Long.MAX_VALUE;

  SwarmShell(ShareSession session, TransferContext context) {
    this.session = session;
    this.context = context;
  }

  boolean runs() {
    return swarm != null;
  }

  /** Returns the pieces that the core has; none before it runs. */
  PieceSet have() {
    return swarm == null ? PieceSet.none(1) : swarm.have();
  }

  /** Returns the number of pieces that the core has. */
  int havePieces() {
    return swarm == null ? 0 : swarm.havePieces();
  }

  Optional<SwarmCounters> counters() {
    return Optional.ofNullable(swarm).map(Swarm::counters);
  }

  /** Returns whether nothing is outstanding with a peer, in either direction. */
  boolean isIdle(PeerKey peer) {
    return swarm == null || swarm.isIdle(peer);
  }

  void start(PieceStore store) {
    long seed = session.id().hashCode() ^ System.nanoTime();
    uplink = new UplinkFlow(store.geometry().totalBytes());
    swarm = new Swarm(SwarmSettings.defaults(), lengths(store.geometry()), store.have(), seed);
  }

  void stop() {
    swarm = null;
  }

  private static PieceLengths lengths(PieceGeometry geometry) {
    return new PieceLengths() {
      @Override
      public int pieceCount() {
        return geometry.pieceCount();
      }

      @Override
      public int lengthBytes(int piece) {
        return geometry.lengthBytes(piece);
      }
    };
  }

  /** Passes an input to the core, at once or after the outputs that are being carried out. */
  void handle(Input input) {
    if (swarm != null) {
      inputs.put(input);
    }
  }

  /**
   * Passes a BlockArriving or BlockReceived to the core and returns its answer: whether the block
   * is to be read, or written. Not to be called while outputs are being carried out.
   */
  boolean grants(Input input) {
    granted = false;
    handle(input);
    return granted;
  }

  private void step(Input input) {
    Swarm core = swarm;
    if (core == null) {
      return;
    }
    if (input instanceof Input.Woke) {
      wakeAtNanos = Long.MAX_VALUE;
    }
    long now = System.nanoTime();
    for (Output output : core.handle(now, input)) {
      act(output);
    }
    napUntil(core.nextWakeup(), now);
  }

  private void napUntil(long nanos, long now) {
    if (nanos == Long.MAX_VALUE || nanos >= wakeAtNanos) {
      return;
    }
    wakeAtNanos = nanos;
    context.after(Math.max(nanos - now, SHORTEST_NAP_NANOS), () -> session.input(new Input.Woke()));
  }

  private void act(Output output) {
    switch (output) {
      case Output.SendRequest(PeerKey peer, Block b) ->
          post(
              peer,
              l ->
                  new Message.Request(
                      l.localHandle(), b.piece(), b.offsetBytes(), b.lengthBytes()));
      case Output.SendCancel(PeerKey peer, Block b) ->
          post(
              peer,
              l ->
                  new Message.Cancel(l.localHandle(), b.piece(), b.offsetBytes(), b.lengthBytes()));
      case Output.SendCredit(PeerKey peer, int bytes) ->
          post(peer, l -> new Message.Credit(l.localHandle(), bytes));
      case Output.SendHave(PeerKey peer, List<Integer> pieces) ->
          post(peer, l -> new Message.Have(l.localHandle(), pieces));
      case Output.SendRefused(PeerKey peer, Block b) -> post(peer, l -> refused(l, b));
      case Output.SendBlock(PeerKey peer, Block b, boolean fresh) ->
          session
              .peerLinks()
              .find(peer)
              .ifPresent(l -> postBlock(new WaitingBlock(l, uplink, b, fresh)));
      case Output.ReadPayload _, Output.WriteBlock _ -> granted = true;
      case Output.SkipPayload _, Output.DropBlock _ -> granted = false;
      case Output.VerifyPiece(int piece) -> session.intake().verifyLater(piece);
      case Output.BanPeer(PeerKey peer, String reason) ->
          session.peerLinks().find(peer).ifPresent(l -> session.peerLinks().ban(l, reason));
      case Output.Completed done -> session.tell(node -> node.completed(session));
    }
  }

  private static void postBlock(WaitingBlock block) {
    block.link().connection().writer().postBlock(block);
  }

  static Message refused(ShareLink link, Block block) {
    return new Message.Refused(
        link.localHandle(), block.piece(), block.offsetBytes(), block.lengthBytes());
  }

  private void post(PeerKey peer, Function<ShareLink, Message> message) {
    session.peerLinks().find(peer).ifPresent(link -> link.connection().post(message.apply(link)));
  }
}
