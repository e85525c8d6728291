package covey.node.runtime;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import covey.node.store.ImportedContent;
import covey.node.store.Importer;
import covey.node.store.PieceStore;
import covey.node.transfer.ShareSession;
import covey.protocol.content.Link;
import covey.protocol.content.ShareId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds, fetches, restores and removes the shares of this node. Thread-safe. */
final class Shares implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Shares.class);

  private final Path folder;
  private final NodeContext node;
  private final ShareTable table;
  private final ShareEventHandler events;
  private final Collection<ImportJob> imports = new ConcurrentLinkedQueue<>();

  /** Keeps what belongs to a share in a folder of its own under {@code folder}. */
  Shares(Path folder, NodeContext node, ShareEventHandler events) {
    this.folder = folder;
    this.node = node;
    this.events = events;
    table = node.shares();
  }

  /** Returns the imports that are under way. */
  Collection<ImportJob> imports() {
    return imports;
  }

  /** Registers the shares that the state folder remembers; {@link #reopen} then opens them. */
  void load() throws IOException {
    Files.createDirectories(folder);
    List<Path> folders;
    try (Stream<Path> list = Files.list(folder)) {
      folders = list.filter(Files::isDirectory).sorted().toList();
    }
    for (Path shareState : folders) {
      try {
        ShareFile file = ShareFile.read(shareState);
        if (file != null) {
          register(file, shareState).awaitReopening();
        }
      } catch (IOException | IllegalArgumentException e) {
        LOG.error("the share in {} is not restored: {}", shareState, e.getMessage());
      }
    }
  }

  /** Opens the stores of registered shares in the background: some may have to be hashed again. */
  void reopen() {
    for (LocalShare share : table.all()) {
      if (share.isOpening()) {
        Thread.ofVirtual()
            .name("covey-reopen")
            .start(
                () -> {
                  share.reopen();
                  events.added(share);
                });
      }
    }
  }

  private LocalShare register(ShareFile file, Path shareState) {
    ShareSession session = new ShareSession(ShareId.parse(file.id()), node.transfer(), events);
    LocalShare share = new LocalShare(file, shareState, session, node.rules());
    table.add(share);
    return share;
  }

  /** Hashes a file or folder and shares it; blocks while it hashes. */
  LocalShare add(Path path, @Nullable String name) throws NodeProblem {
    ImportJob importing = new ImportJob(path);
    imports.add(importing);
    try {
      return adopt(Importer.read(path, name, importing), path);
    } catch (IOException | UncheckedIOException e) {
      throw NodeProblem.failed(e);
    } finally {
      imports.remove(importing);
    }
  }

  private synchronized LocalShare adopt(ImportedContent imported, Path path)
      throws IOException, NodeProblem {
    Optional<LocalShare> present = table.find(imported.id());
    if (present.isPresent()) {
      if (present.get().isComplete() && present.get().problem() == null) {
        return present.get();
      }
      remove(present.get(), false);
    }
    Path shareState = stateOf(imported.id());
    ShareFile file = ShareFile.imported(imported.id(), imported.info().name(), path);
    Files.createDirectories(shareState);
    PieceStore store = PieceStore.forImported(imported, LocalShare.storeFolder(shareState));
    file.write(shareState);
    LocalShare share = register(file, shareState);
    share.attach(store);
    events.added(share);
    return share;
  }

  /**
   * What a user asks to download.
   *
   * @param dir the folder to download into; empty for the node's own, or where the share is already
   * @param select globs of wanted paths; empty: all
   * @param deposited another node asks the origin to keep it
   */
  record Wish(
      Link link, Optional<Path> dir, List<String> select, boolean sequential, boolean deposited) {}

  /**
   * Begins a download. If the share is here already, also selects what {@code wish} selects and
   * resumes it; throws CONFLICT if it goes to another folder.
   */
  synchronized LocalShare fetch(Wish wish) throws NodeProblem {
    FileSelection.check(wish.select());
    Optional<LocalShare> present = table.find(wish.link().id());
    if (present.isPresent()) {
      goOn(present.get(), wish);
      return present.get();
    }
    Path shareState = stateOf(wish.link().id());
    Path dir = wish.dir().orElse(node.settings().dir()).toAbsolutePath();
    ShareFile file = ShareFile.wished(wish, dir);
    try {
      Files.createDirectories(dir);
      if (!Files.isWritable(dir)) {
        throw new IOException("cannot write to " + dir + ": permission denied");
      }
      file.write(shareState);
    } catch (IOException e) {
      throw new NodeProblem(
          NodeProblem.Kind.FAILED, "cannot download into " + dir + ": " + e.getMessage());
    }
    LocalShare share = register(file, shareState);
    events.added(share);
    return share;
  }

  private void goOn(LocalShare share, Wish wish) throws NodeProblem {
    // The origin keeps a share wherever it has it.
    if (wish.dir().isPresent() && !wish.deposited()) {
      requireInside(share, wish.dir().get().toAbsolutePath().toString());
    }
    try {
      if (share.wantedPath().isPresent()) {
        share.selectMore(wish.select(), wish.sequential());
      }
    } catch (IOException e) {
      throw NodeProblem.failed(e);
    }
    resume(share);
  }

  /** Throws CONFLICT if the share is, or is downloaded, somewhere else. */
  private static void requireInside(LocalShare share, String dir) throws NodeProblem {
    ShareFile.Place place = share.file().place();
    if (place.path() != null) {
      throw new NodeProblem(
          NodeProblem.Kind.CONFLICT,
          "this node shares '%s' from %s; copy it from there"
              .formatted(share.name(), place.path()));
    }
    if (!dir.equals(place.dir())) {
      throw new NodeProblem(
          NodeProblem.Kind.CONFLICT,
          "this node downloads '%s' into %s, not into %s; copy it from there, or forget that download with 'covey rm %s'"
              .formatted(share.name(), place.dir(), dir, share.id().toString().substring(0, 8)));
    }
  }

  /** Hashes all of a share's bytes again; returns the number of damaged pieces. */
  int verify(LocalShare share) throws NodeProblem {
    PieceStore store = share.store();
    if (store == null) {
      throw new NodeProblem(
          NodeProblem.Kind.CONFLICT, "nothing of " + share.id() + " is here yet to verify");
    }
    try {
      int damaged = store.reverify(piece -> {});
      share.session().reconcile();
      return damaged;
    } catch (IOException e) {
      throw NodeProblem.failed(e);
    }
  }

  /** Stops fetching and serving a share. */
  void pause(LocalShare share) throws NodeProblem {
    try {
      share.pause(true);
    } catch (IOException e) {
      throw NodeProblem.failed(e);
    }
  }

  /** Resumes a paused or failed share. */
  void resume(LocalShare share) throws NodeProblem {
    try {
      share.clearProblem();
      share.pause(false);
      events.added(share);
    } catch (IOException e) {
      throw NodeProblem.failed(e);
    }
  }

  /** Fetches a share that the origin keeps on another node's behalf. */
  LocalShare keep(ShareId id, String name) throws NodeProblem {
    Optional<Path> origin = node.settings().origin();
    if (origin.isEmpty()) {
      throw new NodeProblem(
          NodeProblem.Kind.REFUSED, "this tracker has no origin; start it with --origin DIR");
    }
    // Each share has a folder of its own, as two shares may have the same name.
    Path dir = origin.get().resolve(id.toString());
    Link link =
        new Link(id, name.isEmpty() ? Optional.empty() : Optional.of(name), List.of(), List.of());
    return fetch(new Wish(link, Optional.of(dir), List.of(), false, true));
  }

  /** Forgets a share; with {@code data} also deletes its downloaded files. */
  synchronized void remove(LocalShare share, boolean data) throws NodeProblem {
    share.setRemoved();
    table.remove(share);
    events.ended(share);
    share.session().end();
    PieceStore store = share.store();
    try {
      if (store != null) {
        if (data && !store.imported()) {
          store.deleteData();
        }
        store.close();
      }
      MoreFiles.deleteRecursively(share.stateFolder(), RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException e) {
      throw NodeProblem.failed(e);
    }
  }

  private Path stateOf(ShareId id) {
    return folder.resolve(id.toString());
  }

  /** Restarts fetches of metadata that have stalled. Called about once a second. */
  void tick() {
    table.all().forEach(share -> share.session().tick());
  }

  /** Makes the progress of all downloads durable. */
  void checkpoint() {
    table.all().forEach(LocalShare::checkpoint);
  }

  /** Ends all sessions and keeps their progress. */
  @Override
  public void close() {
    for (LocalShare share : table.all()) {
      share.setClosed();
      events.ended(share);
      share.session().end();
      PieceStore store = share.store();
      if (store != null) {
        try {
          store.close();
        } catch (IOException e) {
          LOG.warn("progress of {} not kept: {}", share.id(), e.getMessage());
        }
      }
    }
  }
}
