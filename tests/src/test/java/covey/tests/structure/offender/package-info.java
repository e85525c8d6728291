/**
 * Classes that break the rules, so that the rules can be seen to fail. Used by nobody.
 *
 * <p>Not an example of anything.
 */
@NullMarked
package covey.tests.structure.offender;

import org.jspecify.annotations.NullMarked;
