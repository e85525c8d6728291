package covey.tracker.registry;

import covey.protocol.directory.NodeRecord;

/** A node that has at least one share, and its shares. */
final class NodeEntry {
  /** The node's shares. Expiry times are kept in each {@link ShareEntry}. */
  final ExpiryTable<ShareEntry> shares = new ExpiryTable<>();

  /** The node's record from its latest announcement. */
  NodeRecord record;

  NodeEntry(NodeRecord record) {
    this.record = record;
  }
}
