/**
 * Commands about shares: share, get, ls, status and the like. Each sends one or a few requests to a
 * running node over HTTP (covey.node.client); {@code share} and {@code get} start a node of their
 * own if none is running.
 *
 * <p>Not here: what the node does with a request. Read {@link covey.node.cli.share.ShareCommands}
 * first, then {@code GetCommand}.
 */
@NullMarked
package covey.node.cli.share;

import org.jspecify.annotations.NullMarked;
