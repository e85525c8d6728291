/**
 * Virtual time and links that drive many swarm cores in one thread, repeatable from a seed.
 *
 * <p>The cores are those of the node, unchanged; everything around them is simulated: uplinks,
 * downlinks, delay, verification, churn and misbehaviour. Not here: disks and processors. Read
 * {@link covey.node.simulate.Scenario} first, then {@link covey.node.simulate.Simulation}.
 */
@NullMarked
package covey.node.simulate;

import org.jspecify.annotations.NullMarked;
