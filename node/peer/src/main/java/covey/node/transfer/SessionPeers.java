package covey.node.transfer;

import covey.node.store.PieceStore;
import covey.node.swarm.Input;
import covey.node.swarm.PeerKey;
import covey.protocol.content.PieceSet;
import covey.protocol.wire.Message;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session's peers: opens the share with them, takes in what they hold, and drops them. Methods
 * that a connection calls take the session's guard; the others are called under it.
 */
final class SessionPeers {
  private final ShareSession session;
  private final SessionLock guard;
  private final SwarmShell core;
  private final ShareListener listener;
  private final ShareLinks links = new ShareLinks();

  SessionPeers(ShareSession session, SessionLock guard, SwarmShell core, ShareListener listener) {
    this.session = session;
    this.guard = guard;
    this.core = core;
    this.listener = listener;
  }

  ShareLinks links() {
    return links;
  }

  Optional<ShareLink> find(PeerKey peer) {
    return links.find(peer);
  }

  /** Opens the share on a connection, unless it is open there. Takes the guard. */
  void open(ShareLink link) {
    guard.run(
        () -> {
          if (takeUp(link) && !link.opened) {
            sendOpen(link);
          }
        });
  }

  /**
   * Adds a link, unless its connection has closed: a connection is marked as closed before it drops
   * its links, so a link added earlier is dropped, and none is added later.
   */
  private boolean takeUp(ShareLink link) {
    return !session.isEnded() && !link.connection().isClosed() && links.add(link);
  }

  /** Sends an Open to every peer that has had one. */
  void sendOpens(PieceSet have) {
    links.opened().forEach(link -> sendOpen(link, have));
  }

  /** Says what the core has, so that the core never asks for a piece that we said we have. */
  private void sendOpen(ShareLink link) {
    sendOpen(link, core.have());
  }

  private void sendOpen(ShareLink link, PieceSet have) {
    link.opened = true;
    link.saidPieces = have.size();
    link.connection().post(ShareOpening.ours(link, session.id(), have, !session.isPaused()));
  }

  /** A peer opened the share, or opened it again. Takes the guard. */
  void openedByPeer(ShareLink link, Message.Open open) {
    guard.run(
        () -> {
          if (!takeUp(link)) {
            link.connection()
                .post(
                    ShareOpening.refusal(
                        Message.ErrorCode.NOT_ALLOWED,
                        "this share is not open to you",
                        session.id()));
            return;
          }
          link.theirs = open;
          if (!link.opened) {
            sendOpen(link);
          }
          if (core.runs()) {
            tellCore(link);
          } else {
            session.metadata().proceed();
          }
        });
  }

  /** The core has started: tells it, and the peers, about each other. */
  void coreStarted() {
    for (ShareLink link : links.all()) {
      if (link.opened && core.havePieces() > 0) {
        sendOpen(link);
      }
      tellCore(link);
    }
  }

  /** Tells the core what a peer holds, wants and serves. */
  void tellCore(ShareLink link) {
    Message.Open open = link.theirs;
    PieceStore store = session.store();
    if (open == null || store == null) {
      return;
    }
    int count = store.geometry().pieceCount();
    PieceSet has;
    try {
      has = ShareOpening.held(open.holding(), count);
    } catch (IllegalArgumentException e) {
      ban(link, e.getMessage());
      return;
    }
    // The core sends Have only to peers that it knows: this one missed what came since our Open.
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

  /** A peer has pieces. Takes the guard. */
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

  /** A peer closed the share, or its connection has closed. Takes the guard. */
  void closedByPeer(ShareLink link) {
    guard.run(() -> drop(link));
    listener.peersChanged(session);
  }

  /** A peer refuses to open the share. Takes the guard. */
  void refusedByPeer(ShareLink link, Message.ErrorMessage error) {
    guard.run(() -> leave(link));
    listener.peersChanged(session);
    listener.refused(session, link.connection(), error.sentence());
  }

  /** Closes the share on a connection. */
  void leave(ShareLink link) {
    drop(link);
    link.connection().forget(link);
  }

  private void drop(ShareLink link) {
    if (links.remove(link)) {
      left(link);
    }
  }

  private void left(ShareLink link) {
    session.metadata().lost(link);
    if (link.inSwarm) {
      link.inSwarm = false;
      core.handle(new Input.PeerClosed(link.peer()));
    }
    session.metadata().proceed();
  }

  /** Drops a peer and never opens this share with its node again. */
  void ban(ShareLink link, @Nullable String reason) {
    links.ban(link);
    left(link);
    guard.afterwards(
        () -> {
          listener.banned(session, link.connection(), reason == null ? "broke the rules" : reason);
          link.connection().tellAndClose(Message.ErrorCode.NOT_ALLOWED, reason);
        });
  }
}
