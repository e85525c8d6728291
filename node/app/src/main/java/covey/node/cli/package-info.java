/**
 * The command line: the main class, which finds the command, runs it, and turns every failure into
 * one line on stderr and an exit code.
 *
 * <p>Not here: the commands. They are grouped by purpose: sharing files in {@code share}, running a
 * node or a tracker in {@code run}, measuring and simulating in {@code lab}. What all commands have
 * in common is in {@code command}, the text that they read and print in {@code text}. Imports point
 * one way: text, command, run, share, lab, this package. Read {@link covey.node.cli.Covey} first.
 */
@NullMarked
package covey.node.cli;

import org.jspecify.annotations.NullMarked;
