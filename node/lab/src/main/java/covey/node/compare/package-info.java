/**
 * {@code covey compare}: runs real nodes in every mode, with injected failures if wanted, and
 * measures them. Read {@link covey.node.compare.Comparison} first, then {@link
 * covey.node.compare.Run}.
 */
@NullMarked
package covey.node.compare;

import org.jspecify.annotations.NullMarked;
