/**
 * What links allow: lower bounds and the fluid model, as pure formulas. Not here: files, clocks,
 * threads, and measurement, which is in covey.node.simulate. Read {@link
 * covey.node.theory.FluidModel} first.
 */
@NullMarked
package covey.node.theory;

import org.jspecify.annotations.NullMarked;
