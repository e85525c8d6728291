package covey.node.transfer;

import covey.node.store.PieceStore;
import covey.node.swarm.Block;
import covey.node.swarm.Input;
import covey.node.swarm.SwarmCounters;
import covey.protocol.content.PieceSet;
import covey.protocol.content.ShareId;
import covey.protocol.identity.NodeId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The shell around one share's swarm core: its life from a bare id, over info and layers, which
 * come from peers, to a running core, and the store's pieces. Its peers are in {@link
 * SessionPeers}.
 *
 * <p>Thread-safe: peers and core share one guard. Nothing waits for a disk, a socket or another
 * session while holding it.
 */
public final class ShareSession {
  private final ShareId id;
  private final ShareListener listener;
  private final SessionLock guard = new SessionLock();
  private final SwarmShell core;
  private final SessionPeers peers;
  private final SessionMetadata metadata;
  private final BlockIntake intake;
  private final ShareMeters meters;
  private final PeerDrain drain;
  private volatile @Nullable PieceStore store;
  private @Nullable PieceSet wanted;
  private boolean sequential;
  private boolean paused;
  private volatile boolean ended;

  /** Creates a session for a share of which only the id is known. */
  public ShareSession(ShareId id, TransferContext context, ShareListener listener) {
    this.id = id;
    this.listener = listener;
    core = new SwarmShell(this, context);
    peers = new SessionPeers(this, guard, core, listener);
    metadata = new SessionMetadata(this, guard);
    intake = new BlockIntake(this, context);
    meters = new ShareMeters(context);
    drain = new PeerDrain(peers, guard, core, context);
  }

  /** Returns the share's id. */
  public ShareId id() {
    return id;
  }

  /** Returns what was sent and received. */
  public ShareMeters meters() {
    return meters;
  }

  /** Returns where the share's bytes are; null until the info is known. */
  public @Nullable PieceStore store() {
    return store;
  }

  /** Returns the core's counters; empty until the core runs. */
  public Optional<SwarmCounters> counters() {
    return guard.get(core::counters);
  }

  /**
   * Returns the number of peers that opened the share, and of those that could serve some of it.
   */
  public PeerCounts peers() {
    return guard.get(() -> new PeerCounts(peers.links().openPeers(), peers.links().servingPeers()));
  }

  /** Returns whether a node was banned for this share. */
  public boolean isBanned(NodeId node) {
    return guard.get(() -> peers.links().isBanned(node));
  }

  /** Returns the connections on which the share is open. */
  public List<Connection> connections() {
    return List.copyOf(guard.get(() -> peers.links().connections()));
  }

  SessionPeers peerLinks() {
    return peers;
  }

  SessionMetadata metadata() {
    return metadata;
  }

  BlockIntake intake() {
    return intake;
  }

  boolean isEnded() {
    return ended;
  }

  /** Call under the guard. */
  boolean isPaused() {
    return paused;
  }

  /** Call under the guard. */
  boolean coreRuns() {
    return core.runs();
  }

  /** Gives the session a store, made of the info that arrived or kept from before. */
  public void attach(PieceStore newStore) {
    guard.run(
        () -> {
          store = newStore;
          metadata.restart();
          if (newStore.layers().complete()) {
            startCore(newStore);
          }
          metadata.proceed();
        });
  }

  /** Starts the core once all layers are known. Call under the guard. */
  void startCore(PieceStore from) {
    if (core.runs() || ended) {
      return;
    }
    core.start(from);
    if (wanted != null || sequential) {
      PieceSet some = wanted == null ? PieceSet.all(from.geometry().pieceCount()) : wanted;
      core.handle(new Input.WantedChanged(some, sequential));
    }
    if (paused) {
      core.handle(new Input.PausedChanged(true));
    }
    peers.coreStarted();
    core.handle(new Input.Woke());
  }

  /** Fetches only these pieces, in order if {@code inOrder}. */
  public void want(PieceSet pieces, boolean inOrder) {
    guard.run(
        () -> {
          wanted = pieces.copy();
          sequential = inOrder;
          core.handle(new Input.WantedChanged(pieces, inOrder));
        });
  }

  /** Stops or resumes fetching and serving. */
  public void pause(boolean on) {
    guard.run(
        () -> {
          if (paused != on) {
            paused = on;
            metadata.restart();
            if (on) {
              stopCore();
            } else {
              resumeCore();
            }
          }
        });
  }

  /** Cancels requests before peers hear that we want nothing. */
  private void stopCore() {
    core.handle(new Input.PausedChanged(true));
    peers.sendOpens(core.have());
  }

  /** Lets peers hear that we want pieces before the core requests any. */
  private void resumeCore() {
    reconcile();
    peers.sendOpens(core.have());
    core.handle(new Input.PausedChanged(false));
  }

  /** Ends the session: closes the share on all connections. The store stays open. */
  public void end() {
    guard.run(
        () -> {
          ended = true;
          peers.links().all().forEach(peers::leave);
          core.stop();
        });
  }

  /** After a switch of the mode, drains peers with which the share may no longer be open. */
  public void reviewPeers() {
    guard.run(() -> peers.links().all().stream().filter(l -> !l.isAllowed()).forEach(drain::begin));
  }

  /**
   * Restarts a fetch of info or layers that does not proceed, and notices pieces that the store has
   * lost or found. To be called about once a second.
   */
  public void tick() {
    guard.run(
        () -> {
          metadata.proceed();
          PieceStore from = store;
          if (from != null && core.runs() && core.havePieces() != from.havePieces()) {
            reconcile();
          }
        });
  }

  /** Returns whether the block that is arriving is to be read. */
  boolean reads(ShareLink link, Block block, boolean fresh) {
    Input arriving = new Input.BlockArriving(link.peer(), block, fresh);
    return guard.get(() -> link.inSwarm && core.grants(arriving));
  }

  /** Returns whether a block that was read is to be written. */
  boolean writes(ShareLink link, Block block) {
    return guard.get(() -> core.grants(new Input.BlockReceived(link.peer(), block)));
  }

  /** Passes the core an input about a peer, unless it no longer knows the peer. */
  void input(ShareLink link, Input input) {
    guard.run(
        () -> {
          if (link.inSwarm) {
            core.handle(input);
          }
        });
  }

  /** Passes the core an input about our own pieces. */
  void input(Input input) {
    guard.run(() -> core.handle(input));
  }

  /** Tells the node something on a thread of its own, unless the session has ended. */
  void tell(Consumer<ShareListener> event) {
    if (!ended) {
      Thread.ofVirtual().start(() -> event.accept(listener));
    }
  }

  /** Bytes could not be written or read: pauses, and keeps what is there. */
  void fail(IOException e) {
    pause(true);
    tell(node -> node.failed(this, e));
  }

  /**
   * Makes the core agree with the store: tells it which pieces the store has lost and which it has
   * found. To be called whenever the store's pieces may have changed other than by a download.
   */
  public void reconcile() {
    guard.run(
        () -> {
          PieceStore from = store;
          if (from == null || !core.runs()) {
            return;
          }
          PieceSet stored = from.have();
          PieceSet known = core.have();
          stored.minus(known).stream().forEach(p -> core.handle(new Input.PieceVerified(p)));
          int[] lost = known.minus(stored).stream().toArray();
          if (lost.length > 0) {
            peers.sendOpens(stored); // Before the core asks, peers must know that we want again.
            for (int piece : lost) {
              core.handle(new Input.PieceLost(piece));
            }
            tell(node -> node.lost(this, lost.length));
          }
        });
  }
}
