/**
 * The client's side of a node's HTTP API: what the command line and the demo speak to a node with.
 *
 * <p>Not here: the API itself (covey.node.http) and what is printed (covey.node.cli). Read {@link
 * covey.node.client.NodeClient} first.
 */
@NullMarked
package covey.node.client;

import org.jspecify.annotations.NullMarked;
