/**
 * What all commands have in common: the options {@code --help}, {@code --verbose} and {@code
 * --state}, defaults from the environment and the settings file, finding the running node, and
 * shutdown.
 *
 * <p>Not here: any single command. Read {@link covey.node.cli.command.Command} first.
 */
@NullMarked
package covey.node.cli.command;

import org.jspecify.annotations.NullMarked;
