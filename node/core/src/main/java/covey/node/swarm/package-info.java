/**
 * The swarm core of one share: which block is requested from which peer, and which block is sent to
 * which peer.
 *
 * <p>Sans-IO: a deterministic state machine without sockets, files, threads, clock or logger; time
 * and randomness are inputs. Not here: moving bytes (covey.node.transfer), keeping them
 * (covey.node.store), time and links for experiments (covey.node.simulate). Read {@link
 * covey.node.swarm.Swarm} first.
 */
@NullMarked
package covey.node.swarm;

import org.jspecify.annotations.NullMarked;
