/**
 * The comparison lab, run for real, with few nodes.
 *
 * <p>What its parts do alone is tested beside them, in the node's module.
 */
@NullMarked
package covey.tests.compare;

import org.jspecify.annotations.NullMarked;
