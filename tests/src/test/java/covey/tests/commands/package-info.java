/**
 * End to end: the command line's contract, with real processes.
 *
 * <p>Not here: bad input (covey.tests.faults).
 */
@NullMarked
package covey.tests.commands;

import org.jspecify.annotations.NullMarked;
