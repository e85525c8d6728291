/**
 * Documents against the program: commands, links, examples and the API's description.
 *
 * <p>Not here: the generated page about the command line, which the module of the commands checks.
 * Start with {@code ReadmeIT}.
 */
@NullMarked
package covey.tests.documents;

import org.jspecify.annotations.NullMarked;
