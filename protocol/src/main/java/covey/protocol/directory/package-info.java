/**
 * The directory: which node has which share. The interface, its verbs and their values.
 *
 * <p>Not here: anything that keeps a directory (covey.tracker) or reaches one (covey.node.modes).
 * Read {@link covey.protocol.directory.Directory} first.
 */
@NullMarked
package covey.protocol.directory;

import org.jspecify.annotations.NullMarked;
