/**
 * The directory spread over all members of a JGroups view. A share's records are kept by the
 * members that rank highest for it, each in an ordinary registry.
 *
 * <p>The only package that uses JGroups. Not here: the registry itself (covey.tracker.registry),
 * and nodes that are not members (covey.tracker.server). Read {@link
 * covey.tracker.cluster.DirectoryCluster} first, then MemberChannel.
 */
@NullMarked
package covey.tracker.cluster;

import org.jspecify.annotations.NullMarked;
