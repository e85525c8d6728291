/**
 * How nodes connect when one cannot dial the other: the directory host asks the other node to dial
 * back, and two nodes that cannot be dialled meet at a third node that relays.
 *
 * <p>Not here: connections themselves (covey.node.transfer) and the messages (covey.protocol.wire).
 * Read {@link covey.node.rendezvous.PeerConnector} first, then {@link
 * covey.node.rendezvous.Rendezvous}, which is the other side of it.
 */
@NullMarked
package covey.node.rendezvous;

import org.jspecify.annotations.NullMarked;
