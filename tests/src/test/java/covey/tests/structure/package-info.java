/**
 * The rules of ARCHITECTURE.md and of the style, as tests.
 *
 * <p>Not here: anything that runs the program. Read {@link covey.tests.structure.Rules} first.
 */
@NullMarked
package covey.tests.structure;

import org.jspecify.annotations.NullMarked;
