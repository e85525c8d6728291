package covey.node.runtime;

import covey.node.modes.SourceRules;
import covey.node.store.PieceStore;
import covey.node.transfer.Connection;
import covey.node.transfer.ShareSession;
import covey.protocol.content.Link;
import covey.protocol.content.PieceGeometry;
import covey.protocol.content.PieceSet;
import covey.protocol.content.ShareId;
import covey.protocol.content.ShareInfo;
import covey.protocol.wire.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A share on this node: its session, its record, and its state. Thread-safe. */
final class LocalShare {
  private static final Logger LOG = LoggerFactory.getLogger(LocalShare.class);

  private final ShareSession session;
  private final SourceRules rules;
  private final Path stateFolder;
  private final Link link;
  private volatile ShareFile file;
  private volatile @Nullable NodeProblem problem;
  private volatile @Nullable String waitingFor;
  private final UploadState upload = new UploadState();
  private volatile boolean removed;
  private volatile boolean closed;
  private volatile boolean opening;

  LocalShare(ShareFile file, Path stateFolder, ShareSession session, SourceRules rules) {
    this.file = file;
    this.stateFolder = stateFolder;
    this.session = session;
    this.rules = rules;
    link = Link.parse(file.link());
  }

  ShareId id() {
    return session.id();
  }

  ShareSession session() {
    return session;
  }

  ShareFile file() {
    return file;
  }

  Link link() {
    return link;
  }

  Path stateFolder() {
    return stateFolder;
  }

  /** Returns where the store keeps its state; the store owns everything in there. */
  Path storeFolder() {
    return storeFolder(stateFolder);
  }

  static Path storeFolder(Path stateFolder) {
    return stateFolder.resolve("store");
  }

  @Nullable PieceStore store() {
    return session.store();
  }

  boolean isRemoved() {
    return removed;
  }

  void setRemoved() {
    removed = true;
  }

  /** Marks it as closed, because the node stops. */
  void setClosed() {
    closed = true;
  }

  synchronized void rename(String name) throws IOException {
    file = file.withName(name);
    file.write(stateFolder);
  }

  /** Sets and remembers whether it is paused. */
  synchronized void pause(boolean on) throws IOException {
    file = file.withPaused(on);
    file.write(stateFolder);
    session.pause(on);
  }

  boolean isPaused() {
    return file.paused();
  }

  void fail(NodeProblem why) {
    problem = why;
  }

  void clearProblem() {
    problem = null;
  }

  @Nullable NodeProblem problem() {
    return problem;
  }

  void waitFor(@Nullable String what) {
    waitingFor = what;
  }

  /** Returns its upload to the origin. */
  UploadState upload() {
    return upload;
  }

  /** Returns whether the origin still lacks some of it, as far as is known. */
  boolean mayUpload() {
    return isComplete() && !removed && !closed && !upload.isKept() && problem == null;
  }

  /** Takes note of what the origin says about the upload; ignored if there is none. */
  void originReports(Message.DepositState report) {
    if (upload.isRunning() && report.state() == Message.DepositState.State.REFUSED) {
      fail(new NodeProblem(NodeProblem.Kind.REFUSED, "the origin refused: " + report.sentence()));
    }
    upload.reported(report); // wakes the upload, which ends if the share has failed
  }

  /** Returns whether every wanted piece is here. */
  boolean isComplete() {
    PieceStore store = session.store();
    return store != null && store.isComplete();
  }

  /** Its store is still to be opened after a restart. */
  void awaitReopening() {
    opening = true;
  }

  boolean isOpening() {
    return opening;
  }

  /** Returns whether it still has pieces to fetch, and may fetch them. */
  boolean fetches() {
    boolean stays = !removed && !closed;
    return stays && !opening && !isPaused() && problem == null && !isComplete();
  }

  /** Opens its store after a restart; may hash again what cannot be trusted after a crash. */
  void reopen() {
    try {
      Optional<PieceStore> store = PieceStore.reopen(storeFolder());
      if (store.isPresent()) {
        attach(store.get());
        closeIfLate(store.get());
      } else if (file.place().path() != null) {
        fail(
            new NodeProblem(
                NodeProblem.Kind.FAILED,
                "what was shared at " + file.place().path() + " is gone; share it again"));
      }
    } catch (NodeProblem e) {
      fail(e);
    } catch (IOException e) {
      fail(NodeProblem.failed(e));
    }
    if (isPaused()) {
      session.pause(true);
    }
    opening = false;
  }

  /** The node may have stopped, or the share been removed, while its store was being opened. */
  private void closeIfLate(PieceStore store) throws IOException {
    if (closed || removed) {
      session.end();
      store.close();
    }
  }

  /** Gives the session its store, and both the user's selection. */
  void attach(PieceStore store) throws IOException, NodeProblem {
    applySelection(store);
    session.attach(store);
    if (!file.name().equals(store.info().name())) {
      rename(store.info().name());
    }
  }

  private void applySelection(PieceStore store) throws NodeProblem {
    ShareFile.Selection selection = file.selection();
    if (!selection.select().isEmpty() || selection.sequential()) {
      want(store, selection);
    }
  }

  private void want(PieceStore store, ShareFile.Selection selection) throws NodeProblem {
    PieceSet wanted = FileSelection.pieces(selection.select(), store.info(), store.geometry());
    store.select(wanted);
    session.want(wanted, selection.sequential());
  }

  /** Returns the pieces of the files that the user selected; throws NOT_FOUND if there is none. */
  PieceSet selected(ShareInfo info, PieceGeometry geometry) throws NodeProblem {
    return FileSelection.pieces(file.selection().select(), info, geometry);
  }

  /** Also selects the files that match {@code more}, all if it is empty, and remembers it. */
  synchronized void selectMore(List<String> more, boolean inOrder) throws IOException, NodeProblem {
    ShareFile.Selection before = file.selection();
    ShareFile.Selection wider =
        new ShareFile.Selection(
            FileSelection.union(before.select(), more), before.sequential() || inOrder);
    if (wider.equals(before)) {
      return;
    }
    PieceStore store = store();
    if (store != null) {
      FileSelection.pieces(more, store.info(), store.geometry());
    }
    file = file.withSelection(wider);
    file.write(stateFolder);
    if (store != null) {
      want(store, wider);
    }
  }

  String state() {
    if (problem != null) {
      return "failed";
    }
    if (opening) {
      return "importing";
    }
    if (isPaused()) {
      return "paused";
    }
    return isComplete() ? "seeding" : "downloading";
  }

  /** Returns how many verified bytes are here. */
  long haveBytes() {
    PieceStore store = session.store();
    return store == null ? 0 : bytes(store.geometry(), store.have());
  }

  /** Makes the progress of a download durable. */
  void checkpoint() {
    PieceStore store = session.store();
    if (store != null && !store.imported()) {
      try {
        store.checkpoint();
      } catch (IOException e) {
        LOG.warn("progress of {} not kept: {}", id(), e.getMessage());
      }
    }
  }

  /** Returns what a download or upload waits for; null if for nothing. */
  @Nullable String waitingFor() {
    return waitingFor;
  }

  /** Returns how many bytes the origin has of an upload, or sent of a download. */
  long originBytes() {
    if (rules.uploads() && isComplete() && session.meters().down().totalBytes() == 0) {
      return upload.depositedBytes();
    }
    return rules.origin().map(o -> session.meters().downloadedFrom(o.id())).orElse(0L);
  }

  static long bytes(PieceGeometry geometry, PieceSet have) {
    if (have.isFull()) {
      return geometry.totalBytes();
    }
    return have.stream().mapToLong(geometry::lengthBytes).sum();
  }

  /** Returns the connections on which it is open. */
  List<Connection> connections() {
    return session.connections();
  }

  /** Returns the name that users know it by. */
  String name() {
    PieceStore store = session.store();
    return store == null ? file.name() : store.info().name();
  }

  Optional<String> wantedPath() {
    return Optional.ofNullable(file.place().dir());
  }
}
