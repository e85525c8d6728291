/**
 * The demonstration: distributes one folder in every mode, with a tracker and nodes as separate
 * processes, and measures each mode.
 *
 * <p>Not here: options and printing (covey.node.cli). Read {@link covey.node.demo.Demo} first.
 */
@NullMarked
package covey.node.demo;

import org.jspecify.annotations.NullMarked;
