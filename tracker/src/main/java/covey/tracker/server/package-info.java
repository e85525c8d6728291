/**
 * Answers to directory requests that arrive over connections.
 *
 * <p>Not here: the directory itself (covey.tracker.registry, covey.tracker.cluster), frames and
 * sockets (covey.protocol.wire), and connections (covey.node.transfer). Read {@link
 * covey.tracker.server.DirectoryRequestHandler} first.
 */
@NullMarked
package covey.tracker.server;

import org.jspecify.annotations.NullMarked;
