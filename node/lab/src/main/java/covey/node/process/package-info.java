/** Covey's own commands as processes of their own, as `demo` and `compare` need them. */
@NullMarked
package covey.node.process;

import org.jspecify.annotations.NullMarked;
