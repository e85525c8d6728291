/**
 * End to end: large files, many files, memory and rate limits, with real processes.
 *
 * <p>Figures are not here but in the benchmarks (covey.tests.swarm).
 */
@NullMarked
package covey.tests.load;

import org.jspecify.annotations.NullMarked;
