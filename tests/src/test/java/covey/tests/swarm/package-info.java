/**
 * A swarm of real processes on the nodes' own rate limits: how long until the last node has the
 * share, over what no swarm can beat; and what is left of it when processes are killed.
 *
 * <p>Not here: shaped links, which need root, and virtual time, which is {@code covey simulate}.
 * Read {@link covey.tests.swarm.FlashCrowd} first; {@link covey.tests.swarm.SwarmBenchmark} is what
 * people run.
 */
@NullMarked
package covey.tests.swarm;

import org.jspecify.annotations.NullMarked;
