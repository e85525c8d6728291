package covey.node.transfer;

import covey.node.store.PieceStore;
import covey.node.swarm.Block;
import covey.node.swarm.Input;
import covey.node.swarm.PeerKey;
import covey.node.swarm.SwarmCounters;
import covey.protocol.content.PieceSet;
import covey.protocol.content.ShareId;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.Message;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The shell around one share's swarm core: which connections speak of the share, and its life from
 * a bare id over info and layers, which come from peers, to a running core.
 *
 * <p>Thread-safe: links and core stand under one guard, and nothing that waits is done under it.
 */
public final class ShareSession {
  private final ShareId id;
  private final ShareListener listener;
  private final Guard guard = new Guard();
  private final ShareLinks links = new ShareLinks();
  private final BlockIntake intake;
  private final SwarmShell core;
  private final ShareMeters meters;
  private final MetadataFetch metadata;
  private final Parting parting;
  private volatile @Nullable PieceStore store;
  private @Nullable PieceSet wanted;
  private boolean sequential;
  private boolean paused;
  private volatile boolean ended;

  /** A session for a share of which nothing is known but its id. */
  public ShareSession(ShareId id, TransferContext context, ShareListener listener) {
    this.id = id;
    this.listener = listener;
    metadata = new MetadataFetch(id);
    intake = new BlockIntake(this, context);
    core = new SwarmShell(this, context);
    meters = new ShareMeters(context);
    parting = new Parting(this, guard, core, context);
  }

  /** The share's id. */
  public ShareId id() {
    return id;
  }

  /** What was sent and received. */
  public ShareMeters meters() {
    return meters;
  }

  /** Where its bytes are; null until the info is known. */
  public @Nullable PieceStore store() {
    return store;
  }

  /** What the core counted; empty before it runs. */
  public Optional<SwarmCounters> counters() {
    return guard.get(core::counters);
  }

  /** How many peers opened the share, and how many of them could serve us some of it. */
  public PeerNumbers peers() {
    return guard.get(() -> new PeerNumbers(links.openPeers(), links.servingPeers()));
  }

  /** Whether a node was banned for this share. */
  public boolean isBanned(NodeId node) {
    return guard.get(() -> links.isBanned(node));
  }

  /** Connections on which the share is open. */
  public List<Connection> connections() {
    return List.copyOf(guard.get(links::connections));
  }

  BlockIntake intake() {
    return intake;
  }

  /** The link to a peer; call under the guard. */
  Optional<ShareLink> link(PeerKey peer) {
    return links.find(peer);
  }

  /** The info is known, and here is where its pieces are and go. */
  public void attach(PieceStore newStore) {
    guard.run(
        () -> {
          store = newStore;
          metadata.restart();
          if (newStore.layers().complete()) {
            startCore(newStore);
          }
          proceedWithMetadata();
        });
  }

  private void startCore(PieceStore from) {
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
    for (ShareLink link : links.all()) {
      if (link.opened && !from.have().isEmpty()) {
        sendOpen(link);
      }
      tellCore(link);
    }
    core.handle(new Input.Woke());
  }

  /** Fetches only these pieces, in order if so wished. */
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
            // Whoever asks must have said that it wants; who does not want must have taken back.
            if (on) {
              core.handle(new Input.PausedChanged(true));
            }
            if (!on) {
              reconcile();
            }
            links.opened().forEach(this::sendOpen);
            if (!on) {
              core.handle(new Input.PausedChanged(false));
            }
          }
        });
  }

  /** Ends: takes the share off all connections. The store stays open. */
  public void end() {
    guard.run(
        () -> {
          ended = true;
          links.all().forEach(this::leave);
          core.stop();
        });
  }

  /** The mode was switched: parts from peers that may no longer be asked or served. */
  public void reviewPeers() {
    guard.run(() -> links.all().stream().filter(l -> !l.isAllowed()).forEach(parting::begin));
  }

  /**
   * Looks after a fetch of info or layers that does not proceed, and notices pieces that the store
   * has lost or found. To be called about once a second.
   */
  public void tick() {
    guard.run(
        () -> {
          proceedWithMetadata();
          PieceStore from = store;
          if (from != null && core.runs() && core.havePieces() != from.havePieces()) {
            reconcile();
          }
        });
  }

  private void proceedWithMetadata() {
    if (!core.runs() && !ended && !paused) {
      metadata.proceed(links.all(), store, System.nanoTime());
    }
  }

  void open(ShareLink link) {
    guard.run(
        () -> {
          if (takeUp(link) && !link.opened) {
            sendOpen(link);
          }
        });
  }

  /**
   * Adds a link, unless its connection has closed: a connection closes first and then drops its
   * links, so a link that is added before is dropped, and none is added afterwards.
   */
  private boolean takeUp(ShareLink link) {
    return !ended && !link.connection().isClosed() && links.add(link);
  }

  /** Says what the core has, so that we never ask for a piece that we said we have. */
  private void sendOpen(ShareLink link) {
    sendOpen(link, core.have());
  }

  private void sendOpen(ShareLink link, PieceSet have) {
    link.opened = true;
    link.saidPieces = have.size();
    link.connection().post(ShareOpening.ours(link, id, have, !paused));
  }

  void openedByPeer(ShareLink link, Message.Open open) {
    guard.run(
        () -> {
          if (!takeUp(link)) {
            link.connection()
                .post(
                    ShareOpening.refusal(
                        Message.ErrorCode.NOT_ALLOWED, "not spoken of with you", id));
            return;
          }
          link.theirs = open;
          if (!link.opened) {
            sendOpen(link);
          }
          if (core.runs()) {
            tellCore(link);
          } else {
            proceedWithMetadata();
          }
        });
  }

  void tellCore(ShareLink link) {
    Message.Open open = link.theirs;
    PieceStore from = store;
    if (open == null || from == null) {
      return;
    }
    int count = from.geometry().pieceCount();
    PieceSet has;
    try {
      has = ShareOpening.held(open.holding(), count);
    } catch (IllegalArgumentException e) {
      ban(link, e.getMessage());
      return;
    }
    // What we got since our Open, the core told those only that it knew.
    if (!link.inSwarm && link.opened && link.saidPieces != core.havePieces()) {
      sendOpen(link);
    }
    link.inSwarm = true;
    core.handle(link.opening(open, has));
    List<Integer> early = link.takeEarly(count);
    if (!early.isEmpty()) {
      core.handle(new Input.PeerHas(link.peer(), early));
    }
  }

  void closedByPeer(ShareLink link) {
    guard.run(() -> drop(link));
    listener.peersChanged(this);
  }

  private void drop(ShareLink link) {
    if (links.remove(link)) {
      left(link);
    }
  }

  void leave(ShareLink link) {
    drop(link);
    link.connection().forget(link);
  }

  private void left(ShareLink link) {
    metadata.lost(link);
    if (link.inSwarm) {
      link.inSwarm = false;
      core.handle(new Input.PeerClosed(link.peer()));
    }
    proceedWithMetadata();
  }

  void refusedByPeer(ShareLink link, Message.ErrorMessage error) {
    guard.run(() -> leave(link));
    listener.peersChanged(this);
    listener.refused(this, link.connection(), error.sentence());
  }

  /** Under the guard: never speaks with the peer about this share again. */
  void ban(ShareLink link, @Nullable String reason) {
    links.ban(link);
    left(link);
    guard.afterwards(
        () -> {
          listener.banned(this, link.connection(), reason == null ? "broke the rules" : reason);
          link.connection().tellAndClose(Message.ErrorCode.NOT_ALLOWED, reason);
        });
  }

  void has(ShareLink link, List<Integer> pieces) {
    guard.run(
        () -> {
          if (link.inSwarm) {
            core.handle(new Input.PeerHas(link.peer(), pieces));
          } else {
            link.hadEarly(pieces);
          }
        });
  }

  void infoChunk(ShareLink link, Message.InfoChunk chunk, byte[] part) {
    guard.run(
        () -> {
          if (store == null && metadata.uses(link)) {
            concluded(link, metadata.infoChunk(chunk, part, System.nanoTime()));
          }
        });
  }

  void layerChunk(ShareLink link, Message.LayerChunk chunk, byte[] part) {
    guard.run(
        () -> {
          PieceStore from = store;
          if (from == null || core.runs() || !metadata.uses(link)) {
            return;
          }
          try {
            concluded(link, metadata.layerChunk(chunk, part, from, System.nanoTime()));
          } catch (IOException e) {
            fail(e);
          }
        });
  }

  private void concluded(ShareLink link, MetadataFetch.Outcome outcome) {
    PieceStore from = store;
    switch (outcome) {
      case WRONG -> ban(link, "sent an info or piece layer that is not the share's");
      case DONE -> {
        if (from != null) {
          startCore(from);
        } else {
          byte[] info = metadata.takeInfo();
          tell(node -> node.infoArrived(this, info));
        }
      }
      case MORE -> {}
    }
  }

  /** Whether a block that is about to arrive is to be read. */
  boolean reads(ShareLink link, Block block, boolean fresh) {
    Input arriving = new Input.BlockArriving(link.peer(), block, fresh);
    return guard.get(() -> link.inSwarm && core.grants(arriving));
  }

  /** Whether a block that was read is to be written. */
  boolean writes(ShareLink link, Block block) {
    return guard.get(() -> core.grants(new Input.BlockReceived(link.peer(), block)));
  }

  /** An input about a peer; ignored once the core does not know it any more. */
  void input(ShareLink link, Input input) {
    guard.run(
        () -> {
          if (link.inSwarm) {
            core.handle(input);
          }
        });
  }

  /** An input about our own pieces. */
  void input(Input input) {
    guard.run(() -> core.handle(input));
  }

  /** Tells the node, apart from the guard; nothing once the session has ended. */
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
            // Before the core asks: peers must know that we want these pieces again.
            links.opened().forEach(link -> sendOpen(link, stored));
            for (int piece : lost) {
              core.handle(new Input.PieceLost(piece));
            }
            tell(node -> node.lost(this, lost.length));
          }
        });
  }
}
