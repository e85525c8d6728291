package covey.node.runtime;

import covey.node.store.PieceStore;
import covey.node.transfer.ShareMeters;
import covey.protocol.content.PieceGeometry;
import covey.protocol.content.PieceSet;
import org.jspecify.annotations.Nullable;

/** The state of a share as the API shows it. */
final class ShareReport {
  private ShareReport() {}

  /** Reports a share; {@code link} is the link to hand on. */
  static ShareStatus of(LocalShare share, String link) {
    String state = share.state(); // first: the pieces counted below must not be older than it
    PieceStore store = share.store();
    NodeProblem failed = share.problem();
    return new ShareStatus(
        new ShareStatus.Identity(share.id().toString(), link, share.name()),
        content(store),
        state,
        share.session().peers().open(),
        transfer(share),
        path(share.file().place(), store),
        new ShareStatus.Progress(
            share.upload().isKept(),
            share.waitingFor(),
            failed == null ? null : failed.getMessage(),
            failed == null ? null : failed.kind().name()));
  }

  private static ShareStatus.Content content(@Nullable PieceStore store) {
    if (store == null) {
      return new ShareStatus.Content(0, 0, 0, 0, 0);
    }
    PieceGeometry geometry = store.geometry();
    PieceSet have = store.have();
    return new ShareStatus.Content(
        store.info().sizeBytes(),
        LocalShare.bytes(geometry, have),
        have.pieceCount(),
        have.size(),
        geometry.files().size());
  }

  private static ShareStatus.Transfer transfer(LocalShare share) {
    ShareMeters meters = share.session().meters();
    var counters = share.session().counters();
    return new ShareStatus.Transfer(
        PayloadTraffic.of(meters.down(), meters.up()),
        counters.map(c -> c.rejectedBytes()).orElse(0L),
        counters.map(c -> c.duplicateBytes()).orElse(0L),
        share.originBytes());
  }

  private static String path(ShareFile.Place place, @Nullable PieceStore store) {
    if (store != null) {
      return store.root().toString();
    }
    String imported = place.path();
    return imported != null ? imported : String.valueOf(place.dir());
  }
}
