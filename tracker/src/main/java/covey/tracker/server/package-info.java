/**
 * The directory offered to nodes over the wire protocol.
 *
 * <p>Not here: what the directory is (covey.tracker.registry, covey.tracker.cluster), frames and
 * sockets (covey.protocol.wire). Read {@link covey.tracker.server.TrackerServer} first.
 */
@NullMarked
package covey.tracker.server;

import org.jspecify.annotations.NullMarked;
