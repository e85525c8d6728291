/**
 * Commands that run a node or a tracker in this process, or switch the mode of running ones.
 *
 * <p>Not here: the node itself (covey.node.runtime). Read {@link covey.node.cli.run.RunCommands}
 * first, then {@code NodeCommand}.
 */
@NullMarked
package covey.node.cli.run;

import org.jspecify.annotations.NullMarked;
