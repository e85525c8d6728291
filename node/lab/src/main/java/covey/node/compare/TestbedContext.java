package covey.node.compare;

import covey.node.process.ProcessGroup;
import java.nio.file.Path;

/**
 * On what testbeds stand.
 *
 * @param settings what is compared
 * @param home the folder below which everything is kept
 * @param hosts where processes run: the tracker in 0, the publisher in 1, then those who fetch
 * @param processes all processes, which end together
 * @param warmUp a small file that each node fetches first
 */
record TestbedContext(
    ComparisonSettings settings, Path home, TestHosts hosts, ProcessGroup processes, Path warmUp) {}
