/**
 * The command line: one class a command, their options, and what is printed.
 *
 * <p>Not here: what the commands do; they ask a node over HTTP (covey.node.client), if need be one
 * that they start in this process. Read {@link covey.node.cli.Covey} first, then one command.
 */
@NullMarked
package covey.node.cli;

import org.jspecify.annotations.NullMarked;
