/**
 * End to end: the guarantees of central, tracker, p2p and auto, with real processes.
 *
 * <p>Not here: faults (covey.tests.faults).
 */
@NullMarked
package covey.tests.modes;

import org.jspecify.annotations.NullMarked;
