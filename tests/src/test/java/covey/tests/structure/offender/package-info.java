/**
 * Classes that break the rules, to prove that the rules can fail.
 *
 * <p>Not an example of anything.
 */
@NullMarked
package covey.tests.structure.offender;

import org.jspecify.annotations.NullMarked;
