/** The deployment's mode as ordered, and which nodes follow. */
@NullMarked
package covey.tracker.orders;

import org.jspecify.annotations.NullMarked;
