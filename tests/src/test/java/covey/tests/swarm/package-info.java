/**
 * A swarm of real processes with the nodes' own rate limits: the time until the last node has the
 * share, over the lower bound of any swarm, also when processes are killed.
 *
 * <p>Not here: shaped links, which need root, and virtual time, which is {@code covey simulate}.
 * Read {@link covey.tests.swarm.FlashCrowd} first; {@link covey.tests.swarm.SwarmBenchmark} is what
 * people run.
 */
@NullMarked
package covey.tests.swarm;

import org.jspecify.annotations.NullMarked;
