package covey.node.runtime;

import covey.node.modes.SourceRules;
import covey.node.store.Imported;
import covey.node.store.Importer;
import covey.node.store.PieceStore;
import covey.node.transfer.ShareSession;
import covey.node.transfer.TransferContext;
import covey.protocol.content.Link;
import covey.protocol.content.ShareId;
import covey.protocol.directory.ShareRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shares of this node: added, fetched, remembered across restarts, removed. Thread-safe. */
final class Shares implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Shares.class);

  private final Path folder;
  private final TransferContext context;
  private final SourceRules rules;
  private final ShareEvents events;
  private final Optional<Path> origin;
  private final Map<ShareId, LocalShare> byId = new ConcurrentHashMap<>();
  private final Collection<Import> imports = new ConcurrentLinkedQueue<>();

  Shares(
      Path folder,
      TransferContext context,
      SourceRules rules,
      ShareEvents events,
      Optional<Path> origin) {
    this.folder = folder;
    this.context = context;
    this.rules = rules;
    this.events = events;
    this.origin = origin;
  }

  List<LocalShare> all() {
    return byId.values().stream()
        .sorted(Comparator.comparingLong(s -> s.file().addedAtMillis()))
        .toList();
  }

  /** What others may be told that we have, all or a part. */
  List<ShareRecord> records() {
    List<ShareRecord> records = new ArrayList<>();
    for (LocalShare share : all()) {
      PieceStore store = share.store();
      if (store != null && !share.isPaused() && share.problem() == null) {
        records.add(
            new ShareRecord(
                share.id(), store.info().name(), store.info().sizeBytes(), store.have().isFull()));
      }
    }
    return records;
  }

  /** Imports under way. */
  Collection<Import> imports() {
    return imports;
  }

  Optional<LocalShare> find(ShareId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Takes up what the state folder remembers. */
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
          load(shareState, file);
        }
      } catch (IOException | IllegalArgumentException e) {
        LOG.error("share in {} is not taken up: {}", shareState, e.getMessage());
      }
    }
  }

  private void load(Path shareState, ShareFile file) {
    LocalShare share = register(file, shareState);
    share.opening(true);
    Thread.ofVirtual().name("covey-reopen").start(() -> reopen(share));
  }

  /** May hash what cannot be believed after a crash, so it runs apart from the start. */
  private void reopen(LocalShare share) {
    ShareFile file = share.file();
    try {
      Optional<PieceStore> store = PieceStore.reopen(share.storeFolder());
      if (store.isPresent()) {
        attach(share, store.get());
      } else if (file.path() != null) {
        share.fail(gone(file.path()));
      }
    } catch (IOException e) {
      share.fail(new NodeProblem(NodeProblem.Kind.FAILED, String.valueOf(e.getMessage())));
    }
    if (share.isPaused()) {
      share.session().pause(true);
    }
    share.opening(false);
    events.added(share);
  }

  private static NodeProblem gone(@Nullable String path) {
    return new NodeProblem(
        NodeProblem.Kind.FAILED, "what was shared at " + path + " is gone; share it again");
  }

  private LocalShare register(ShareFile file, Path shareState) {
    ShareSession session = new ShareSession(ShareId.parse(file.id()), context, events);
    LocalShare share = new LocalShare(file, shareState, session, rules);
    byId.put(share.id(), share);
    return share;
  }

  /** Gives a share's session its store, and both the user's selection. */
  void attach(LocalShare share, PieceStore store) throws IOException {
    share.applySelection(store);
    share.session().attach(store);
    if (!share.file().name().equals(store.info().name())) {
      share.rename(store.info().name());
    }
  }

  /** Hashes a file or folder and shares it; blocks meanwhile. */
  LocalShare add(Path path, @Nullable String name) throws NodeProblem {
    Import importing = new Import(path);
    imports.add(importing);
    try {
      return adopt(Importer.read(path, name, importing), path);
    } catch (IOException | UncheckedIOException e) {
      throw new NodeProblem(NodeProblem.Kind.FAILED, String.valueOf(e.getMessage()));
    } finally {
      imports.remove(importing);
    }
  }

  private synchronized LocalShare adopt(Imported imported, Path path)
      throws IOException, NodeProblem {
    LocalShare present = byId.get(imported.id());
    if (present != null) {
      if (present.isComplete() && present.problem() == null) {
        return present;
      }
      remove(present, false);
    }
    Path shareState = stateOf(imported.id());
    String link =
        new Link(imported.id(), Optional.of(imported.info().name()), List.of(), List.of())
            .toString();
    ShareFile file =
        new ShareFile(
            imported.id().toString(),
            link,
            imported.info().name(),
            null,
            path.toAbsolutePath().toString(),
            List.of(),
            false,
            false,
            false,
            System.currentTimeMillis());
    Files.createDirectories(shareState);
    PieceStore store = PieceStore.forImported(imported, LocalShare.storeFolder(shareState));
    file.write(shareState);
    LocalShare share = register(file, shareState);
    attach(share, store);
    events.added(share);
    return share;
  }

  /** What a user asks to be fetched. */
  record Wish(Link link, Path dir, List<String> select, boolean sequential, boolean deposited) {}

  /** Begins a download, or takes up the one there is. */
  synchronized LocalShare fetch(Wish wish) throws NodeProblem {
    LocalShare present = byId.get(wish.link().id());
    if (present != null) {
      takeUp(present);
      return present;
    }
    Path shareState = stateOf(wish.link().id());
    ShareFile file =
        new ShareFile(
            wish.link().id().toString(),
            wish.link().toString(),
            wish.link().name().orElse(""),
            wish.dir().toAbsolutePath().toString(),
            null,
            wish.select(),
            wish.sequential(),
            false,
            wish.deposited(),
            System.currentTimeMillis());
    try {
      Files.createDirectories(wish.dir());
      if (!Files.isWritable(wish.dir())) {
        throw new IOException("cannot write to " + wish.dir() + ": permission denied");
      }
      file.write(shareState);
    } catch (IOException e) {
      throw new NodeProblem(
          NodeProblem.Kind.FAILED, "cannot download into " + wish.dir() + ": " + e.getMessage());
    }
    LocalShare share = register(file, shareState);
    events.added(share);
    return share;
  }

  /** Resumes a paused or failed share. */
  void takeUp(LocalShare share) throws NodeProblem {
    try {
      share.clearProblem();
      share.pause(false);
      events.added(share);
    } catch (IOException e) {
      throw new NodeProblem(NodeProblem.Kind.FAILED, String.valueOf(e.getMessage()));
    }
  }

  /** As origin: a share to keep on another node's behalf. */
  LocalShare keep(ShareId id, String name) throws NodeProblem {
    if (origin.isEmpty()) {
      throw new NodeProblem(
          NodeProblem.Kind.REFUSED, "this tracker has no origin; start it with --origin DIR");
    }
    // A folder of its own for each share: two shares may bear the same name.
    Path dir = origin.get().resolve(id.toString());
    Link link =
        new Link(id, name.isEmpty() ? Optional.empty() : Optional.of(name), List.of(), List.of());
    return fetch(new Wish(link, dir, List.of(), false, true));
  }

  /** Forgets a share; with {@code data} its downloaded files too. */
  synchronized void remove(LocalShare share, boolean data) throws NodeProblem {
    share.setRemoved();
    byId.remove(share.id(), share);
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
      deleteTree(share.stateFolder());
    } catch (IOException e) {
      throw new NodeProblem(NodeProblem.Kind.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private static void deleteTree(Path root) throws IOException {
    List<Path> deepestFirst = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(root)) {
      walk.sorted(Comparator.reverseOrder()).forEach(deepestFirst::add);
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }

  private Path stateOf(ShareId id) {
    return folder.resolve(id.toString());
  }

  /** Makes progress durable, and looks after fetches that stand still. */
  void tick() {
    for (LocalShare share : byId.values()) {
      share.session().tick();
    }
  }

  /** Makes progress durable. */
  void checkpoint() {
    for (LocalShare share : byId.values()) {
      PieceStore store = share.store();
      if (store != null && !store.imported()) {
        try {
          store.checkpoint();
        } catch (IOException e) {
          LOG.warn("progress of {} not kept: {}", share.id(), e.getMessage());
        }
      }
    }
  }

  /** Ends all sessions and keeps their progress. */
  @Override
  public void close() {
    for (LocalShare share : byId.values()) {
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
