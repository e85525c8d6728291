/**
 * The permanent identity of a node.
 *
 * <p>Not here: how a peer proves it. Read {@link covey.protocol.identity.NodeId} first.
 */
@NullMarked
package covey.protocol.identity;

import org.jspecify.annotations.NullMarked;
