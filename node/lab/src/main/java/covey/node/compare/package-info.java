/**
 * {@code covey compare}: the same fetched in every mode by real nodes, measured, with failures if
 * wanted.
 */
@NullMarked
package covey.node.compare;

import org.jspecify.annotations.NullMarked;
