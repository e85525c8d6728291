/**
 * End to end: nodes that cannot dial each other and yet come together, with real processes.
 *
 * <p>Not here: the modes themselves (covey.tests.modes).
 */
@NullMarked
package covey.tests.meeting;

import org.jspecify.annotations.NullMarked;
