package covey.node.store;

import covey.node.store.DownloadPreflight.Adopted;
import covey.node.store.ShareStateFolder.Place;
import covey.protocol.content.PieceLayers;
import covey.protocol.content.PieceSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates a {@link PieceStore} in its three ways: imported, as a download, reopened. */
final class PieceStoreOpener {
  private final HostPlatform surroundings;

  PieceStoreOpener(HostPlatform surroundings) {
    this.surroundings = surroundings;
  }

  PieceStore imported(ImportedContent imported, Path shareState) throws IOException {
    ShareContent content = imported.content();
    ShareStateFolder state = new ShareStateFolder(shareState);
    state.clear();
    state.writePlace(new Place(true, imported.placement()));
    StoredShare holding = holding(content, imported.placement(), imported.layers(), null);
    for (int file = 0; file < imported.stamps().size(); file++) {
      holding.files().placed(file, imported.stamps().get(file));
      holding.holdings().addPlacedFile(file);
    }
    LayerLog layerLog = LayerLog.open(state.layers(), content.geometry(), imported.layers());
    for (int file = 0; file < holding.files().count(); file++) {
      if (content.geometry().pieceCountOf(file) > 1) {
        layerLog.append(file, imported.layers().layer(file));
      }
    }
    return begun(new Parts(state, holding, imported.placement(), layerLog, null), true);
  }

  /** Begins a download; {@code wanted} only decides how much free space is required. */
  PieceStore download(ShareContent content, Path dir, Path shareState, PieceSet wanted)
      throws IOException {
    DownloadPreflight arrival = new DownloadPreflight(content, dir, surroundings);
    List<Adopted> adopted = arrival.check(wanted);
    Files.createDirectories(dir);
    EntryPaths placement = arrival.placement();
    WorkFolder work = WorkFolder.of(placement.root(), content.id());
    work.open();
    try {
      work.clear();
      ShareStateFolder state = new ShareStateFolder(shareState);
      state.clear();
      state.writePlace(new Place(false, placement));
      PieceLayers layers = PieceLayers.of(content.geometry());
      StoredShare holding = holding(content, placement, layers, work);
      LayerLog layerLog = LayerLog.open(state.layers(), content.geometry(), layers);
      adopt(adopted, holding, layerLog);
      return begun(new Parts(state, holding, placement, layerLog, work), false);
    } catch (IOException | RuntimeException e) {
      work.close();
      throw e;
    }
  }

  private static void adopt(List<Adopted> adopted, StoredShare holding, LayerLog layerLog)
      throws IOException {
    for (Adopted file : adopted) {
      holding.files().adopted(file.index(), file.hashed().source().stamp());
      holding.layers().offer(file.index(), file.hashed().layer());
      if (file.hashed().pieceCount() > 1) {
        layerLog.append(file.index(), file.hashed().layer());
      }
      holding.holdings().addPlacedFile(file.index());
    }
  }

  /** Saves the state, and only then the info, without which there is no share. */
  private PieceStore begun(Parts parts, boolean finished) throws IOException {
    PieceStore store = new PieceStore(parts, surroundings, finished);
    store.checkpoint();
    parts.state().writeInfo(parts.holding().content().infoBytes());
    store.placeWhole();
    return store;
  }

  Optional<PieceStore> reopen(Path shareState) throws IOException {
    ShareStateFolder state = new ShareStateFolder(shareState);
    Optional<ShareContent> content = state.readContent();
    return content.isEmpty() ? Optional.empty() : Optional.of(reopen(state, content.get()));
  }

  private PieceStore reopen(ShareStateFolder state, ShareContent content) throws IOException {
    Place place = state.readPlace();
    EntryPaths placement = place.placement();
    PieceLayers layers = PieceLayers.of(content.geometry());
    LayerLog layerLog = LayerLog.open(state.layers(), content.geometry(), layers);
    WorkFolder work = place.imported() ? null : WorkFolder.of(placement.root(), content.id());
    StoredShare holding = holding(content, placement, layers, work);
    Optional<Snapshot> snapshot = Checkpoints.read(state, content.geometry());
    BitSet journalled = Journal.read(state.folder(), content.geometry().pieceCount());
    boolean finished = place.imported() || snapshot.map(Snapshot::finished).orElse(false);
    if (work != null && !finished) {
      makeWorkFolder(placement, work);
    }
    PieceStore store =
        new PieceStore(
            new Parts(state, holding, placement, layerLog, work), surroundings, finished);
    try {
      String bootId = surroundings.bootId().orElse("");
      store.recover(new Recovery(holding, snapshot, journalled, bootId, place.imported()));
    } catch (IOException | RuntimeException e) {
      store.abandon();
      throw e;
    }
    return store;
  }

  /** Creates the target folder if it was moved or deleted: then all is missing, not damaged. */
  private static void makeWorkFolder(EntryPaths placement, WorkFolder work) throws IOException {
    Path dir = placement.root().getParent();
    if (dir != null) {
      Files.createDirectories(dir);
    }
    work.open();
  }

  private static StoredShare holding(
      ShareContent content, EntryPaths placement, PieceLayers layers, @Nullable WorkFolder work) {
    return new StoredShare(
        content,
        new FileTable(content, placement, work),
        new PieceInventory(content.geometry()),
        layers);
  }

  /**
   * The parts of a store.
   *
   * @param work null for an imported share
   */
  record Parts(
      ShareStateFolder state,
      StoredShare holding,
      EntryPaths placement,
      LayerLog layerLog,
      @Nullable WorkFolder work) {}
}
