package covey.node.transfer;

import covey.node.store.PieceStore;
import covey.protocol.wire.Message;
import java.io.IOException;
import java.util.Optional;

/**
 * What a session needs before its core can run: the share's info, then the layers. Methods that a
 * connection calls take the session's guard; the others are called under it.
 */
final class SessionMetadata {
  private final ShareSession session;
  private final SessionLock guard;
  private final MetadataFetch fetch;

  SessionMetadata(ShareSession session, SessionLock guard) {
    this.session = session;
    this.guard = guard;
    fetch = new MetadataFetch(session.id());
  }

  /** Makes sure that some peer is asked for what is missing. */
  void proceed() {
    if (!session.coreRuns() && !session.isEnded() && !session.isPaused()) {
      fetch.proceed(session.peerLinks().links().all(), session.store(), System.nanoTime());
    }
  }

  /** Begins anew. */
  void restart() {
    fetch.restart();
  }

  /** A peer has left. */
  void lost(ShareLink link) {
    fetch.lost(link);
  }

  /** A part of the info came. Takes the guard. */
  void infoChunk(ShareLink link, Message.InfoChunk chunk, byte[] part) {
    guard.run(
        () -> {
          if (session.store() != null || !fetch.uses(link)) {
            return;
          }
          switch (fetch.infoChunk(chunk, part, System.nanoTime())) {
            case WRONG -> ban(link);
            case WHOLE -> {
              byte[] info = fetch.takeInfo();
              session.tell(node -> node.infoArrived(session, info));
            }
            case MORE -> {}
          }
        });
  }

  /**
   * A part of a layer came. Takes the guard, but not while a whole layer is checked and written to
   * the disk.
   */
  void layerChunk(ShareLink link, Message.LayerChunk chunk, byte[] part) {
    PieceStore store = session.store();
    if (store == null) {
      return;
    }
    Optional<byte[]> layer = guard.get(() -> wholeLayer(link, chunk, part));
    if (layer.isEmpty()) {
      return;
    }
    try {
      boolean right = store.offerLayer(chunk.file(), layer.get());
      guard.run(() -> offered(link, right, store));
    } catch (IOException e) {
      session.fail(e);
    }
  }

  private Optional<byte[]> wholeLayer(ShareLink link, Message.LayerChunk chunk, byte[] part) {
    if (session.coreRuns() || !fetch.uses(link)) {
      return Optional.empty();
    }
    return switch (fetch.layerChunk(chunk, part, System.nanoTime())) {
      case WRONG -> {
        ban(link);
        yield Optional.empty();
      }
      case WHOLE -> Optional.of(fetch.takeLayer(chunk.file()));
      case MORE -> Optional.empty();
    };
  }

  private void offered(ShareLink link, boolean right, PieceStore store) {
    if (!right) {
      ban(link);
    } else if (store.layers().complete()) {
      session.startCore(store);
    } else if (fetch.uses(link)) {
      fetch.askLayers(store.geometry());
    }
  }

  private void ban(ShareLink link) {
    session.peerLinks().ban(link, "sent an info or piece layer that is not the share's");
  }
}
