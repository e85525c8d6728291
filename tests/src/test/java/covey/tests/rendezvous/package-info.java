/**
 * End to end: connections between nodes that cannot dial each other, with real processes.
 *
 * <p>Not here: the modes themselves (covey.tests.modes).
 */
@NullMarked
package covey.tests.rendezvous;

import org.jspecify.annotations.NullMarked;
