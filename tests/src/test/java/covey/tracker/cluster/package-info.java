/**
 * What tests of many nodes need of members' insides: how one is killed or frozen within this
 * process.
 *
 * <p>Not the members themselves: those are in the tracker module. Read {@link
 * covey.tracker.cluster.MemberFaults}.
 */
@NullMarked
package covey.tracker.cluster;

import org.jspecify.annotations.NullMarked;
