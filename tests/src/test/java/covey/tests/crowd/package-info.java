/**
 * Hundreds of p2p nodes in one process, with real sockets: a few members and the nodes attached to
 * them.
 *
 * <p>Directories only: no transfers and no command line. Read {@link
 * covey.tests.crowd.AttachedCrowd} first; {@link covey.tests.crowd.CrowdBenchmark} is for manual
 * runs.
 */
@NullMarked
package covey.tests.crowd;

import org.jspecify.annotations.NullMarked;
