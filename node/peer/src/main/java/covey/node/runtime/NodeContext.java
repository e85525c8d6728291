package covey.node.runtime;

import covey.node.modes.SourceRules;
import covey.node.transfer.TransferContext;
import covey.protocol.directory.NodeRecord;
import covey.protocol.wire.LocalNode;
import covey.tracker.orders.OrderBook;

/**
 * What nearly every part of a node needs and what itself needs no other part.
 *
 * @param local how this node presents itself on connections
 * @param addresses where others can dial it
 * @param transfer limits, meters, timer and threads of its transfers
 * @param rules which nodes it may ask and serve in the mode in force
 * @param orders the mode orders that it knows
 * @param shares the shares that it has
 */
record NodeContext(
    NodeSettings settings,
    LocalNode local,
    DialableAddresses addresses,
    TransferContext transfer,
    SourceRules rules,
    OrderBook orders,
    ShareTable shares) {
  /** Returns this node as the directory and its peers know it. */
  NodeRecord self() {
    return new NodeRecord(local.id(), addresses.announced(), local.agent());
  }

  boolean isTracker() {
    return settings.role() == NodeSettings.Role.TRACKER;
  }

  boolean isOrigin() {
    return settings.origin().isPresent();
  }
}
