/**
 * End to end: crashes, lying peers, hostile bytes and bad input, with real processes.
 *
 * <p>Each test ends with a clear message or a dropped peer, and without data loss.
 */
@NullMarked
package covey.tests.faults;

import org.jspecify.annotations.NullMarked;
