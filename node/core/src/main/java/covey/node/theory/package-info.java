/**
 * What links allow: lower bounds and the fluid model, as figures and nothing else. No files, clocks
 * or threads, and no measurement: that is the simulator's (covey.node.simulate). Read {@link
 * covey.node.theory.FluidModel} first.
 */
@NullMarked
package covey.node.theory;

import org.jspecify.annotations.NullMarked;
