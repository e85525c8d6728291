/**
 * Hundreds of nodes of p2p in one process, with real sockets: a few members and those that attach
 * to them.
 *
 * <p>Directories only: no shares' bytes, no command line. Read {@link
 * covey.tests.crowd.AttachedCrowd} first; {@link covey.tests.crowd.CrowdBenchmark} is what people
 * run.
 */
@NullMarked
package covey.tests.crowd;

import org.jspecify.annotations.NullMarked;
