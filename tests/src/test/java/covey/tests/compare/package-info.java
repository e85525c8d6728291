/**
 * The comparison lab with real processes and few nodes.
 *
 * <p>Not here: tests of its parts, which are in node/lab.
 */
@NullMarked
package covey.tests.compare;

import org.jspecify.annotations.NullMarked;
