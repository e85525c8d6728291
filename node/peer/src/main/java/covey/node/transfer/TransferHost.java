package covey.node.transfer;

import covey.protocol.content.ShareId;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.Message;
import java.util.Optional;

/**
 * What connections ask of the node they belong to. Called from connections' threads; must not block
 * long.
 */
public interface TransferHost {
  /** The share, if this node holds or fetches it. */
  Optional<ShareSession> session(ShareId share);

  /** Whether, in the mode in force, blocks may be served to this node. */
  boolean mayServe(NodeId peer);

  /** Whether, in the mode in force, blocks may be asked of this node. */
  boolean mayAsk(NodeId peer);

  /**
   * Whether, in the mode in force, blocks may be asked of this node and of no other, and be served
   * to no other.
   */
  default boolean isOnlySource(NodeId peer) {
    return false;
  }

  /** Answers a verb of a node, if this node hosts a directory; may block a second. */
  Message.DirectoryReply answer(NodeId asking, Message.DirectoryRequest request);

  /** A peer asks this node, as origin, to keep a share. */
  void deposit(Connection from, Message.Deposit deposit);

  /** The origin says how its keeping goes. */
  void depositState(Connection from, Message.DepositState state);

  /** A connection ended. */
  void disconnected(Connection connection);
}
