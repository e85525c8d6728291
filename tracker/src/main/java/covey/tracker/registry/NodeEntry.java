package covey.tracker.registry;

import covey.protocol.directory.NodeRecord;

/** A node that has at least one share, and which ones. */
final class NodeEntry {
  /** The shares; the times are kept with each share. */
  final ExpiryTable<ShareEntry> shares = new ExpiryTable<>();

  /** As last announced. */
  NodeRecord record;

  NodeEntry(NodeRecord record) {
    this.record = record;
  }
}
