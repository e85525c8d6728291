/**
 * A running node: its settings, its shares, and how its parts are put together.
 *
 * <p>Not here: how bytes move (covey.node.transfer), which nodes are asked (covey.node.modes), HTTP
 * and the command line. Read {@link covey.node.runtime.Node} first, then NodeParts.
 */
@NullMarked
package covey.node.runtime;

import org.jspecify.annotations.NullMarked;
