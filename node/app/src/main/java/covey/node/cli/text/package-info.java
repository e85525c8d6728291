/**
 * Text: sizes, rates, times and addresses as options take them, and tables, progress bars and
 * statuses as commands print them.
 *
 * <p>Not here: what a command decides to print. Start with {@link covey.node.cli.text.StatusText}
 * for output and {@link covey.node.cli.text.Rate} for an option's value.
 */
@NullMarked
package covey.node.cli.text;

import org.jspecify.annotations.NullMarked;
