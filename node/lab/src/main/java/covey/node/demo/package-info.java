/**
 * The demonstration: a tracker and nodes as processes of their own, one folder, every mode, and
 * what each cost.
 *
 * <p>Not here: options and printing (covey.node.cli). Read {@link covey.node.demo.Demo} first.
 */
@NullMarked
package covey.node.demo;

import org.jspecify.annotations.NullMarked;
