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
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A share on this node: its session, its record, and how it stands. Thread-safe. */
final class LocalShare {
  private final ShareSession session;
  private final SourceRules rules;
  private final Path stateFolder;
  private final Link link;
  private volatile ShareFile file;
  private volatile @Nullable NodeProblem problem;
  private volatile @Nullable String waitingFor;
  private volatile boolean kept;
  private volatile long depositedBytes;
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

  /** Where the store keeps its state; it owns all that is in there. */
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

  /** The node stops. */
  void setClosed() {
    closed = true;
  }

  void rename(String name) throws IOException {
    file = file.withName(name);
    file.write(stateFolder);
  }

  /** Sets and remembers whether it is paused. */
  void pause(boolean on) throws IOException {
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

  /** The origin said how much of it it has. */
  void deposited(long bytes, boolean all) {
    depositedBytes = bytes;
    kept = all;
  }

  boolean isKept() {
    return kept;
  }

  /** Every wanted piece is here. */
  boolean isComplete() {
    PieceStore store = session.store();
    return store != null && store.isComplete();
  }

  /** Whether its store is being taken up after a restart. */
  void opening(boolean on) {
    opening = on;
  }

  /** Still has pieces to fetch, and may. */
  boolean fetches() {
    boolean stays = !removed && !closed;
    return stays && !opening && !isPaused() && problem == null && !isComplete();
  }

  /** Tells the session and the store which files the user selected. Call once the info is known. */
  void applySelection(PieceStore store) throws IOException {
    if (file.select().isEmpty() && !file.sequential()) {
      return;
    }
    PieceSet wanted = selected(store.info(), store.geometry());
    store.select(wanted);
    session.want(wanted, file.sequential());
  }

  /** The pieces of the files that the user selected. */
  PieceSet selected(ShareInfo info, PieceGeometry geometry) {
    if (file.select().isEmpty()) {
      return PieceSet.all(geometry.pieceCount());
    }
    List<PathMatcher> globs =
        file.select().stream()
            .map(g -> FileSystems.getDefault().getPathMatcher("glob:" + g))
            .toList();
    PieceSet wanted = PieceSet.none(geometry.pieceCount());
    for (int f = 0; f < geometry.files().size(); f++) {
      String name = info.singleFile() ? info.name() : geometry.files().get(f).path();
      Path path = Path.of(name);
      if (globs.stream().anyMatch(g -> g.matches(path))) {
        int first = geometry.firstPiece(f);
        for (int piece = first; piece < first + geometry.pieceCountOf(f); piece++) {
          wanted.add(piece);
        }
      }
    }
    return wanted;
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

  ShareStatus status(String ownLink) {
    String state = state(); // first: who says that all is here must not count pieces of before
    PieceStore store = session.store();
    ShareInfo info = store == null ? null : store.info();
    PieceSet have = store == null ? null : store.have();
    NodeProblem failed = problem;
    var counters = session.counters();
    return new ShareStatus(
        id().toString(),
        ownLink,
        info == null ? file.name() : info.name(),
        info == null ? 0 : info.sizeBytes(),
        store == null || have == null ? 0 : bytes(store.geometry(), have),
        have == null ? 0 : have.pieceCount(),
        have == null ? 0 : have.size(),
        store == null ? 0 : store.geometry().files().size(),
        state,
        session.peers().open(),
        session.meters().down().bytesPerSecond(),
        session.meters().up().bytesPerSecond(),
        session.meters().down().totalBytes(),
        session.meters().up().totalBytes(),
        counters.map(c -> c.rejectedBytes()).orElse(0L),
        counters.map(c -> c.duplicateBytes()).orElse(0L),
        originBytes(),
        path(store),
        kept,
        waitingFor,
        failed == null ? null : failed.getMessage(),
        failed == null ? null : failed.kind().name());
  }

  private String path(@Nullable PieceStore store) {
    if (store != null) {
      return store.root().toString();
    }
    String imported = file.path();
    return imported != null ? imported : String.valueOf(file.dir());
  }

  private long originBytes() {
    if (rules.uploads() && isComplete() && session.meters().down().totalBytes() == 0) {
      return depositedBytes;
    }
    return rules.origin().map(o -> session.meters().downloadedFrom(o.id())).orElse(0L);
  }

  private static long bytes(PieceGeometry geometry, PieceSet have) {
    if (have.isFull()) {
      return geometry.totalBytes();
    }
    return have.stream().mapToLong(geometry::lengthBytes).sum();
  }

  /** Connections on which it is open. */
  List<Connection> connections() {
    return session.connections();
  }

  /** The name by which people know it. */
  String name() {
    PieceStore store = session.store();
    return store == null ? file.name() : store.info().name();
  }

  Optional<String> wantedPath() {
    return Optional.ofNullable(file.dir());
  }
}
