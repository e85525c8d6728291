package covey.node.transfer;

import covey.protocol.content.ShareId;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.Message;
import java.util.Optional;

/**
 * What connections need from the node they belong to. Called from connections' threads; must not
 * block for long.
 */
public interface TransferHost {
  /** Returns the share's session, if this node holds or fetches the share. */
  Optional<ShareSession> session(ShareId share);

  /** Returns whether the current mode allows serving blocks to a node. */
  boolean mayServe(NodeId peer);

  /** Returns whether the current mode allows requesting blocks from a node. */
  boolean mayAsk(NodeId peer);

  /**
   * Returns whether, in the current mode, blocks may be requested from this node only, and served
   * to no other.
   */
  default boolean isOnlySource(NodeId peer) {
    return false;
  }

  /** Answers a node's request to the directory, if this node hosts one; may block for a second. */
  Message.DirectoryReply answer(NodeId asking, Message.DirectoryRequest request);

  /** A peer asks this node, as origin, to keep a share. */
  void deposit(Connection from, Message.Deposit deposit);

  /** The origin reports the state of a deposit. */
  void depositState(Connection from, Message.DepositState state);

  /** A connection has closed. */
  void disconnected(Connection connection);
}
