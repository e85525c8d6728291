package covey.protocol.wire;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.identity.NodeId;
import java.time.Duration;

/**
 * Observes what a node sends and receives, in order on each connection.
 *
 * <p>Thread-safe. Called on the threads that send and receive: must neither block nor throw. Times
 * are those of System.nanoTime.
 */
public interface Tap {
  /** Both sides sent Hello, this node at {@code beganNanos}. */
  void opened(WireConnection connection, long beganNanos);

  /**
   * The handshake failed.
   *
   * @param address the other side's address
   * @param dialled whether this node dialled
   * @param why one human-readable line
   */
  void refused(String address, boolean dialled, String why, long beganNanos);

  /** A message was sent, including its payload, from {@code beganNanos} until now. */
  void sent(WireConnection connection, Message message, long beganNanos);

  /** A message was received, including its payload. */
  void received(WireConnection connection, Message message);

  /** The connection closed; {@code lost} if the other side ended it or it failed. */
  void closed(WireConnection connection, boolean lost);

  /** This member sent a request to a member of the cluster, which may be itself. */
  void memberAsked(NodeId member, DirectoryVerb verb);

  /** The member answered. */
  void memberAnswered(NodeId member, DirectoryAnswer answer);

  /** The member did not answer within {@code patience}, or left. */
  void memberSilent(NodeId member, DirectoryVerb verb, Duration patience);

  /** This member answered a request from a member of the cluster. */
  void askedByMember(NodeId member, DirectoryVerb verb, DirectoryAnswer answer, long beganNanos);

  /** An event other than a message happened on the node. */
  void noted(String words);
}
