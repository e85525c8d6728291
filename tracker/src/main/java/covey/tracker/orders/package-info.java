/** The ordered mode of the deployment, and the nodes that follow it. */
@NullMarked
package covey.tracker.orders;

import org.jspecify.annotations.NullMarked;
