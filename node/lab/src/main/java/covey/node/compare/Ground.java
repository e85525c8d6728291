package covey.node.compare;

import covey.node.process.ProcessGroup;
import java.nio.file.Path;

/**
 * On what sites stand.
 *
 * @param settings what is compared
 * @param home the folder below which everything is kept
 * @param places where processes run: the tracker in 0, the publisher in 1, then those who fetch
 * @param processes all processes, which end together
 * @param warmUp a small file that each node fetches first
 */
record Ground(
    ComparisonSettings settings, Path home, Places places, ProcessGroup processes, Path warmUp) {}
