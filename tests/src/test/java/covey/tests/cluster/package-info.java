/**
 * Trackers that form one directory, and nodes that lose theirs: with real processes, killed and
 * frozen, under load from many nodes in the test process.
 *
 * <p>Not here: the guarantees of each mode without faults (covey.tests.modes).
 */
@NullMarked
package covey.tests.cluster;

import org.jspecify.annotations.NullMarked;
