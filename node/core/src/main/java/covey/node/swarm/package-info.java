/**
 * The swarm core: which block is asked of whom, and which block is sent to whom, for one share.
 *
 * <p>Sans-IO: a deterministic state machine. It knows no socket, file, thread, clock or logger;
 * time and randomness come in, outputs go out. Not here: moving bytes (covey.node.transfer),
 * keeping them (covey.node.store), time and links for experiments (covey.node.simulate). Read
 * {@link covey.node.swarm.Swarm} first.
 */
@NullMarked
package covey.node.swarm;

import org.jspecify.annotations.NullMarked;
