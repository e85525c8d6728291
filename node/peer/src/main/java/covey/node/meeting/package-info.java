/**
 * How nodes come to each other where one cannot dial the other: the directory host asks the other
 * to dial back, and two that cannot be dialled meet at a third that relays.
 *
 * <p>Not here: connections themselves (covey.node.transfer), what is said for it
 * (covey.protocol.wire). Read {@link covey.node.meeting.Meetings} first.
 */
@NullMarked
package covey.node.meeting;

import org.jspecify.annotations.NullMarked;
