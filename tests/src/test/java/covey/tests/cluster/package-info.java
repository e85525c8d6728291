/**
 * Trackers that are one directory, and nodes that lose theirs: with processes that are killed and
 * frozen, under many nodes of the test's own process.
 *
 * <p>Not here: what each mode promises while all is well (covey.tests.modes).
 */
@NullMarked
package covey.tests.cluster;

import org.jspecify.annotations.NullMarked;
