/**
 * The directory: which node has which share. The interface, its verbs and their values.
 *
 * <p>Not here: hosts of a directory (covey.tracker) and clients (covey.node.modes). Read {@link
 * covey.protocol.directory.Directory} first.
 */
@NullMarked
package covey.protocol.directory;

import org.jspecify.annotations.NullMarked;
