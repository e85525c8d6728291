/**
 * Runs Covey's own commands as separate processes, for {@code demo} and {@code compare}. Read
 * {@link covey.node.process.CoveyProcess} first.
 */
@NullMarked
package covey.node.process;

import org.jspecify.annotations.NullMarked;
