package covey.node.runtime;

import covey.node.store.PieceStore;
import covey.protocol.content.ShareId;
import covey.protocol.directory.ShareRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The shares that this node holds or fetches, by id. Thread-safe. */
final class ShareTable {
  private final Map<ShareId, LocalShare> byId = new ConcurrentHashMap<>();

  void add(LocalShare share) {
    byId.put(share.id(), share);
  }

  void remove(LocalShare share) {
    byId.remove(share.id(), share);
  }

  Optional<LocalShare> find(ShareId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns all shares, oldest first. */
  List<LocalShare> all() {
    return byId.values().stream()
        .sorted(Comparator.comparingLong(s -> s.file().added().addedAtMillis()))
        .toList();
  }

  /** Returns the records to announce: shares of which this node has all or a part. */
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
}
