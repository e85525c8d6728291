/**
 * Who hosts the directory and whom a node asks: all that the modes differ in.
 *
 * <p>Not here: moving bytes (covey.node.transfer), the directory itself (covey.tracker). Read
 * {@link covey.node.modes.Mode} first.
 */
@NullMarked
package covey.node.modes;

import org.jspecify.annotations.NullMarked;
