package covey.tracker.registry;

import covey.protocol.content.ShareId;
import covey.protocol.directory.ShareRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * A share that at least one node has, and its providers. Guarded by the registry, except for the
 * final fields.
 */
final class ShareEntry {
  final ShareId id;
  // From the first announcement. Honest nodes agree, since the id commits to the name and size.
  final String name;
  final long sizeBytes;
  private final ExpiryTable<NodeEntry> complete = new ExpiryTable<>();
  private final ExpiryTable<NodeEntry> partial = new ExpiryTable<>();

  ShareEntry(ShareRecord first) {
    this.id = first.id();
    this.name = first.name();
    this.sizeBytes = first.sizeBytes();
  }

  /** Returns the current record; it is complete if any provider is. */
  ShareRecord record() {
    return new ShareRecord(id, name, sizeBytes, complete.size() > 0);
  }

  int providers() {
    return complete.size() + partial.size();
  }

  int completeProviders() {
    return complete.size();
  }

  boolean has(NodeEntry node) {
    return complete.contains(node) || partial.contains(node);
  }

  boolean hasComplete(NodeEntry node) {
    return complete.contains(node);
  }

  void put(NodeEntry node, boolean isComplete, int expirySecond) {
    (isComplete ? partial : complete).remove(node);
    (isComplete ? complete : partial).put(node, expirySecond);
  }

  boolean remove(NodeEntry node) {
    return complete.remove(node) || partial.remove(node);
  }

  List<NodeEntry> expire(int nowSecond) {
    List<NodeEntry> expired = complete.expire(nowSecond);
    expired.addAll(partial.expire(nowSecond));
    return expired;
  }

  /**
   * Chooses at most {@code most} providers, starting at a random place and leaving out {@code
   * asking}. Half are complete and half partial providers where there are enough of both, so that
   * newcomers get complete copies as well as relays.
   */
  Chosen choose(int most, int nowSecond, int random, Object asking) {
    List<NodeEntry> whole = some(complete, most, nowSecond, random, asking);
    List<NodeEntry> parts = some(partial, most, nowSecond, random, asking);
    int fewest = Math.min(parts.size(), most / 2);
    int wholeCount = Math.min(whole.size(), most - fewest);
    int partCount = Math.min(parts.size(), most - wholeCount);
    return new Chosen(whole.subList(0, wholeCount), parts.subList(0, partCount));
  }

  /** The providers to name in an answer. */
  record Chosen(List<NodeEntry> complete, List<NodeEntry> partial) {}

  private static List<NodeEntry> some(
      ExpiryTable<NodeEntry> from, int most, int nowSecond, int random, Object asking) {
    List<NodeEntry> chosen = new ArrayList<>(Math.min(most, from.size()));
    from.visitLive(
        random,
        nowSecond,
        node -> {
          if (!node.record.id().equals(asking)) {
            chosen.add(node);
          }
          return chosen.size() < most;
        });
    return chosen;
  }
}
