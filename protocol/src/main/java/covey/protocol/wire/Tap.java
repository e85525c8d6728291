package covey.protocol.wire;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.identity.NodeId;
import java.time.Duration;

/**
 * Is told what a node says and hears, in the order in which it happens on each connection.
 *
 * <p>Thread-safe. Called on the threads that send and receive: must not block, nor throw. Times are
 * on the clock of System.nanoTime.
 */
public interface Tap {
  /** Both said Hello, ours at {@code beganNanos}. */
  void opened(WireConnection connection, long beganNanos);

  /**
   * No connection came of it.
   *
   * @param whom the other side's address
   * @param dialled we dialled; else they did
   * @param why one line for people
   */
  void refused(String whom, boolean dialled, String why, long beganNanos);

  /** Sent, payload and all, from {@code beganNanos} until now. */
  void sent(WireConnection connection, Message message, long beganNanos);

  /** Received, payload and all. */
  void received(WireConnection connection, Message message);

  /** Closed; {@code lost} if the other side ended it, or it broke. */
  void closed(WireConnection connection, boolean lost);

  /** A member of a cluster was asked by this one, which may be the same. */
  void memberAsked(NodeId member, DirectoryVerb verb);

  /** The member answered. */
  void memberAnswered(NodeId member, DirectoryAnswer answer);

  /** The member did not answer within {@code patience}, or left. */
  void memberSilent(NodeId member, DirectoryVerb verb, Duration patience);

  /** A member of a cluster asked this one, and was answered. */
  void askedByMember(NodeId member, DirectoryVerb verb, DirectoryAnswer answer, long beganNanos);

  /** Something happened to the node that no message says. */
  void noted(String words);
}
