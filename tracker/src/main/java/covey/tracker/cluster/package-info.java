/**
 * The directory spread over all members of a JGroups view: each share's records lie with the
 * members that rank highest for it, each of which keeps an ordinary registry.
 *
 * <p>The only package that knows JGroups. Not here: what a registry remembers
 * (covey.tracker.registry), and nodes that are not members (covey.tracker.server). Read {@link
 * covey.tracker.cluster.DirectoryCluster} first, then MemberChannel.
 */
@NullMarked
package covey.tracker.cluster;

import org.jspecify.annotations.NullMarked;
