/**
 * End to end: crashes, lying peers, hostile bytes and bad input, with real processes.
 *
 * <p>Each ends with a clear line or a dropped peer, and without loss.
 */
@NullMarked
package covey.tests.faults;

import org.jspecify.annotations.NullMarked;
