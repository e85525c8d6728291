package covey.node.compare;

import covey.node.process.ProcessGroup;
import java.nio.file.Path;

/**
 * What test beds are built on.
 *
 * @param settings the settings of the comparison
 * @param home the folder that holds everything
 * @param hosts where processes run: the tracker on host 0, the publisher on host 1, then the nodes
 *     that fetch
 * @param processes the group of all processes
 * @param warmUp a small file that each node fetches first
 */
record TestbedContext(
    ComparisonSettings settings, Path home, TestHosts hosts, ProcessGroup processes, Path warmUp) {}
