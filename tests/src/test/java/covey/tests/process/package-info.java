/**
 * The real program as child processes: starting it, talking to it, killing it and inspecting what
 * it leaves.
 *
 * <p>Not here: the tests themselves. Read {@link covey.tests.process.TestMachine} first.
 */
@NullMarked
package covey.tests.process;

import org.jspecify.annotations.NullMarked;
