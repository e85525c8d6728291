package covey.node.runtime;

import covey.node.modes.SourceRules;
import covey.node.store.PieceStore;
import covey.node.transfer.Connection;
import covey.node.transfer.ShareListener;
import covey.node.transfer.ShareSession;
import covey.protocol.content.PieceGeometry;
import covey.protocol.content.PieceSet;
import covey.protocol.content.ShareInfo;
import covey.protocol.wire.ShareInfoCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Acts on what happens to shares: announces them, finds peers, uploads. Thread-safe. */
final class ShareEventHandler implements ShareListener {
  private static final Logger LOG = LoggerFactory.getLogger(ShareEventHandler.class);

  private final ShareTable shares;
  private final SourceRules rules;
  private final AnnouncementTrigger announcing;
  private final PeerFinders finders;
  private final PeerFinders.Network network;

  ShareEventHandler(
      ShareTable shares,
      AnnouncementTrigger announcing,
      PeerFinders finders,
      PeerFinders.Network network) {
    this.shares = shares;
    this.announcing = announcing;
    this.finders = finders;
    this.network = network;
    rules = network.rules();
  }

  /**
   * A share was added, restored from the state folder, or resumed: announces it, and finds peers.
   */
  void added(LocalShare share) {
    announcing.wake();
    if (share.fetches()) {
      finders.start(share);
    } else {
      uploadIfNeeded(share);
    }
  }

  /** Other rules are in force: parts from peers that they exclude, looks for ones they allow. */
  void modeChanged() {
    for (LocalShare share : shares.all()) {
      share.session().reviewPeers();
      Optional<PeerFinder> finder = finders.find(share.id());
      if (share.fetches() && finder.isPresent()) {
        finder.get().lookNow();
      } else {
        uploadIfNeeded(share);
      }
    }
  }

  private void uploadIfNeeded(LocalShare share) {
    if (rules.uploads() && share.mayUpload()) {
      new OriginUpload(share, network).start();
    }
  }

  /** A share was removed, or the node stops: no more peers are needed for it. */
  void ended(LocalShare share) {
    finders.stop(share.id());
  }

  @Override
  public void infoArrived(ShareSession session, byte[] infoBytes) {
    Optional<LocalShare> found = shares.find(session.id());
    if (found.isEmpty()) {
      return;
    }
    LocalShare share = found.get();
    try {
      Path dir = Path.of(share.wantedPath().orElseThrow());
      PieceStore store = open(share, infoBytes, dir);
      if (share.isRemoved()) {
        store.deleteData();
        return;
      }
      share.attach(store);
      announcing.wake();
    } catch (NodeProblem e) {
      refuse(share, e);
    } catch (IOException e) {
      refuse(share, NodeProblem.failed(e));
    } catch (RuntimeException e) {
      // The download would wait forever for a store.
      LOG.error("{} cannot be opened", session.id(), e);
      refuse(share, new NodeProblem(NodeProblem.Kind.FAILED, "cannot be opened: " + e));
    }
  }

  private static void refuse(LocalShare share, NodeProblem reason) {
    share.session().pause(true); // asks anew when it is resumed
    share.fail(reason);
  }

  private static PieceStore open(LocalShare share, byte[] infoBytes, Path dir)
      throws IOException, NodeProblem {
    return switch (ShareInfoCodec.decode(infoBytes)) {
      case ShareInfoCodec.Malformed malformed ->
          throw new IOException(
              "share " + share.id() + " is not acceptable: " + malformed.reason());
      case ShareInfoCodec.Valid valid -> {
        ShareInfo info = valid.info();
        PieceSet wanted = share.selected(info, PieceGeometry.of(info));
        yield PieceStore.forDownload(info, infoBytes, dir, share.storeFolder(), wanted);
      }
    };
  }

  @Override
  public void completed(ShareSession session) {
    Optional<LocalShare> share = shares.find(session.id());
    if (share.isPresent()) {
      share.get().waitFor(null);
      LOG.info("{} is complete", session.id());
      share.get().checkpoint();
    }
    announcing.wake();
  }

  @Override
  public void failed(ShareSession session, IOException problem) {
    LOG.error("{}: {}", session.id(), problem.getMessage());
    shares.find(session.id()).ifPresent(share -> share.fail(NodeProblem.failed(problem)));
  }

  @Override
  public void lost(ShareSession session, int pieces) {
    Optional<LocalShare> found = shares.find(session.id());
    if (found.isEmpty()) {
      return;
    }
    LOG.warn("lost {} pieces of {}: its files were changed", pieces, session.id());
    LocalShare share = found.get();
    PieceStore store = share.store();
    if (store != null && store.imported()) {
      share.fail(
          new NodeProblem(
              NodeProblem.Kind.DAMAGED,
              "files of "
                  + store.root()
                  + " were changed after they were shared; "
                  + pieces
                  + " pieces are no longer served; share it again"));
      announcing.wake();
    } else {
      added(share);
    }
  }

  @Override
  public void peersChanged(ShareSession session) {
    if (session.peers().serving() == 0) {
      finders.find(session.id()).ifPresent(PeerFinder::wake);
    }
  }

  @Override
  public void refused(ShareSession session, Connection connection, String sentence) {
    LOG.debug("{} refused {}: {}", connection.node(), session.id(), sentence);
  }

  @Override
  public void banned(ShareSession session, Connection connection, String reason) {
    LOG.warn("dropped {} for {}: {}", connection.remoteAddress(), session.id(), reason);
  }
}
