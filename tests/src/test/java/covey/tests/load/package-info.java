/**
 * End to end: large files, many files, memory and rate limits, with real processes.
 *
 * <p>Slow; tagged so.
 */
@NullMarked
package covey.tests.load;

import org.jspecify.annotations.NullMarked;
