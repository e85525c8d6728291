/**
 * Moving bytes: connections with both roles, limits, and the shell around each share's swarm core.
 *
 * <p>A {@link covey.node.transfer.Connection} reads messages and hands them to the {@link
 * covey.node.transfer.ShareSession} they are about; the session asks the swarm core what to do and
 * posts messages to connections. Not here: what is asked of whom (covey.node.swarm), where bytes
 * lie (covey.node.store), which shares there are (covey.node.runtime). Read Connection first.
 */
@NullMarked
package covey.node.transfer;

import org.jspecify.annotations.NullMarked;
