/**
 * The client of a node's HTTP API, which the command line and the laboratory use.
 *
 * <p>Not here: the API itself (covey.node.http) and what is printed (covey.node.cli). Read {@link
 * covey.node.client.NodeClient} first.
 */
@NullMarked
package covey.node.client;

import org.jspecify.annotations.NullMarked;
