/**
 * Answers to directory requests that arrive over connections.
 *
 * <p>Not here: what the directory is (covey.tracker.registry, covey.tracker.cluster), frames and
 * sockets (covey.protocol.wire), the connections (covey.node.transfer). Read {@link
 * covey.tracker.server.DirectoryRequestHandler} first.
 */
@NullMarked
package covey.tracker.server;

import org.jspecify.annotations.NullMarked;
