/**
 * Peers that break the rules, written from covey.proto alone: they use none of our wire code.
 *
 * <p>So they can say what our own code refuses to say. Read {@link covey.tests.peer.Frame} first.
 */
@NullMarked
package covey.tests.peer;

import org.jspecify.annotations.NullMarked;
