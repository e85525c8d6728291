/**
 * The differences between modes: the host of the directory, and the sources a node may ask.
 *
 * <p>Not here: transfers (covey.node.transfer) and the directory itself (covey.tracker). Read
 * {@link covey.node.modes.Mode} first.
 */
@NullMarked
package covey.node.modes;

import org.jspecify.annotations.NullMarked;
