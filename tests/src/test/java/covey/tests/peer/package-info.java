/**
 * Peers that break the protocol, written from covey.proto alone, without the product's wire code.
 *
 * <p>They can therefore send messages that the product refuses to send. Read {@link
 * covey.tests.peer.Frame} first.
 */
@NullMarked
package covey.tests.peer;

import org.jspecify.annotations.NullMarked;
