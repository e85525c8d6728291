/**
 * Moves bytes: connections with both roles, limits, and the shell around each share's swarm core.
 *
 * <p>A {@link covey.node.transfer.Connection} reads messages and passes each to the {@link
 * covey.node.transfer.ShareSession} it is about; the session asks the swarm core what to do and
 * posts messages to connections. Not here: which block is requested from which peer
 * (covey.node.swarm), where bytes are stored (covey.node.store), which shares there are
 * (covey.node.runtime). Read Connection first.
 */
@NullMarked
package covey.node.transfer;

import org.jspecify.annotations.NullMarked;
