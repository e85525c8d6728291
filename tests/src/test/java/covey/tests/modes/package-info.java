/**
 * End to end: what central, tracker and p2p each promise, with real processes.
 *
 * <p>Not here: what happens when something breaks (covey.tests.faults).
 */
@NullMarked
package covey.tests.modes;

import org.jspecify.annotations.NullMarked;
