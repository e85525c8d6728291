/**
 * The command line's entry for tests: commands in the tests' own process.
 *
 * <p>Not here: the commands, which are in the module node/app. Read {@link
 * covey.node.cli.CommandInTestProcess}.
 */
@NullMarked
package covey.node.cli;

import org.jspecify.annotations.NullMarked;
