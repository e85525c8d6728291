/**
 * A running node: its settings, its shares, and how the parts are put together.
 *
 * <p>Not here: how bytes move (covey.node.transfer), who is asked (covey.node.modes), HTTP and
 * command line. Read {@link covey.node.runtime.Node} first.
 */
@NullMarked
package covey.node.runtime;

import org.jspecify.annotations.NullMarked;
