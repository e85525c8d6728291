/**
 * The real program as child processes: how tests start it, talk to it, kill it and look at what it
 * left.
 *
 * <p>Not here: the tests themselves. Read {@link covey.tests.process.Machine} first.
 */
@NullMarked
package covey.tests.process;

import org.jspecify.annotations.NullMarked;
