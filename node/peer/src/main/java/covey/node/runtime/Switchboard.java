package covey.node.runtime;

import covey.node.modes.SourceRules;
import covey.node.store.PieceStore;
import covey.node.transfer.Connection;
import covey.node.transfer.ShareSession;
import covey.node.transfer.TransferHost;
import covey.protocol.content.PieceGeometry;
import covey.protocol.content.PieceSet;
import covey.protocol.content.ShareId;
import covey.protocol.content.ShareInfo;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.Message;
import covey.protocol.wire.ShareInfoCodec;
import covey.tracker.registry.DirectoryHost;
import covey.tracker.server.DirectoryDesk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects what happens on connections and to shares with whoever acts on it. Thread-safe. */
final class Switchboard implements TransferHost, ShareEvents {
  private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);

  private final SourceRules rules;
  private final DirectoryDesk desk;
  private final Map<ShareId, PeerFinder> finders = new ConcurrentHashMap<>();
  private final Map<ShareId, OriginUpload> uploads = new ConcurrentHashMap<>();
  private volatile @Nullable Parts parts;

  /** What is made after the switchboard, because it needs it. */
  record Parts(
      NodeId self,
      Shares shares,
      PeerFinder.Network network,
      Announcer announcer,
      OriginKeeper keeper,
      boolean origin) {}

  Switchboard(SourceRules rules, DirectoryHost directoryHost) {
    this.rules = rules;
    desk = new DirectoryDesk(directoryHost);
  }

  void connect(Parts made) {
    parts = made;
  }

  private Parts parts() {
    Parts made = parts;
    if (made == null) {
      throw new IllegalStateException("the node is not put together yet");
    }
    return made;
  }

  // ---- What connections ask ----

  @Override
  public Optional<ShareSession> session(ShareId share) {
    Parts made = parts;
    return made == null
        ? Optional.empty()
        : made.shares().find(share).filter(s -> !s.isPaused()).map(LocalShare::session);
  }

  @Override
  public boolean mayServe(NodeId peer) {
    return rules.mayServe(peer);
  }

  @Override
  public boolean mayAsk(NodeId peer) {
    return rules.mayAsk(peer);
  }

  @Override
  public boolean isOnlySource(NodeId peer) {
    return rules.uploads() && rules.isOrigin(peer);
  }

  @Override
  public Message.DirectoryReply answer(NodeId asking, Message.DirectoryRequest request) {
    return desk.reply(asking, request);
  }

  @Override
  public void deposit(Connection from, Message.Deposit deposit) {
    Parts made = parts;
    if (made != null && made.origin()) {
      made.keeper().deposit(from, deposit);
    } else {
      from.post(
          new Message.DepositState(
              deposit.share(), Message.DepositState.State.REFUSED, 0, "this node is no origin"));
    }
  }

  @Override
  public void depositState(Connection from, Message.DepositState state) {
    OriginUpload upload = uploads.get(state.share());
    if (upload != null && rules.isOrigin(from.node())) {
      upload.heard(state);
    }
  }

  @Override
  public void disconnected(Connection connection) {
    Parts made = parts;
    if (made != null) {
      made.network().connections().remove(connection);
    }
  }

  // ---- What happens to shares ----

  @Override
  public void added(LocalShare share) {
    Parts made = parts();
    made.announcer().wake();
    if (share.fetches()) {
      PeerFinder finder = new PeerFinder(share, made.self(), made.network());
      finders.put(share.id(), finder);
      Thread.ofVirtual().name("covey-find").start(finder);
    } else if (share.isComplete() && rules.uploads() && !share.isKept()) {
      upload(share, made);
    }
  }

  /** Other rules are in force: parts from whom they exclude, looks for whom they allow. */
  void modeChanged() {
    Parts made = parts();
    for (LocalShare share : made.shares().all()) {
      share.session().reviewPeers();
      PeerFinder finder = finders.get(share.id());
      if (share.fetches() && finder != null) {
        finder.lookNow();
      } else if (share.isComplete() && rules.uploads() && !share.isKept()) {
        upload(share, made);
      }
    }
  }

  @Override
  public void ended(LocalShare share) {
    PeerFinder finder = finders.remove(share.id());
    if (finder != null) {
      finder.lookNow();
    }
  }

  /** The directory knows that we have a share: now a look finds all who announced it before. */
  void announced(ShareId share) {
    PeerFinder finder = finders.get(share);
    if (finder != null) {
      finder.lookNow();
    }
  }

  private void upload(LocalShare share, Parts made) {
    OriginUpload upload = new OriginUpload(share, made.network());
    uploads.put(share.id(), upload);
    Connection.THREADS.newThread(upload).start();
  }

  @Override
  public void infoArrived(ShareSession session, byte[] infoBytes) {
    Optional<LocalShare> found = parts().shares().find(session.id());
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
      parts().shares().attach(share, store);
      parts().announcer().wake();
    } catch (IOException e) {
      session.pause(true); // asks anew when it is taken up again
      share.fail(new NodeProblem(NodeProblem.Kind.FAILED, String.valueOf(e.getMessage())));
    }
  }

  private static PieceStore open(LocalShare share, byte[] infoBytes, Path dir) throws IOException {
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
    parts()
        .shares()
        .find(session.id())
        .ifPresent(
            share -> {
              share.waitFor(null);
              LOG.info("{} is complete", share.id());
              keepProgress(share);
            });
    parts().announcer().wake();
  }

  private static void keepProgress(LocalShare share) {
    PieceStore store = share.store();
    try {
      if (store != null) {
        store.checkpoint();
      }
    } catch (IOException e) {
      LOG.warn("progress of {} not kept: {}", share.id(), e.getMessage());
    }
  }

  @Override
  public void failed(ShareSession session, IOException problem) {
    LOG.error("{}: {}", session.id(), problem.getMessage());
    parts()
        .shares()
        .find(session.id())
        .ifPresent(
            s ->
                s.fail(
                    new NodeProblem(
                        NodeProblem.Kind.FAILED, String.valueOf(problem.getMessage()))));
  }

  @Override
  public void lost(ShareSession session, int pieces) {
    Optional<LocalShare> share = parts().shares().find(session.id());
    if (share.isEmpty()) {
      return;
    }
    LOG.warn("{} of {}: its files were changed", pieces, session.id());
    PieceStore store = share.get().store();
    if (store != null && store.imported()) {
      share
          .get()
          .fail(
              new NodeProblem(
                  NodeProblem.Kind.DAMAGED,
                  "files of "
                      + store.root()
                      + " were changed after they were shared; "
                      + pieces
                      + " pieces are no longer served; share it again"));
    } else {
      added(share.get());
    }
    parts().announcer().wake();
  }

  @Override
  public void peersChanged(ShareSession session) {
    PeerFinder finder = finders.get(session.id());
    if (finder != null && session.peers().serving() == 0) {
      finder.wake();
    }
  }

  @Override
  public void refused(ShareSession session, Connection connection, String sentence) {
    LOG.debug("{} will not speak of {}: {}", connection.node(), session.id(), sentence);
  }

  @Override
  public void banned(ShareSession session, Connection connection, String reason) {
    LOG.warn("dropped {} for {}: {}", connection.remoteAddress(), session.id(), reason);
  }
}
