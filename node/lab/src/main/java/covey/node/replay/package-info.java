/**
 * Records what happens in a deployment, without content or names, and replays it in other modes.
 *
 * <p>A recording has the downloads and their progress, the limits and rates of the nodes, when they
 * were present, and which directory answered. The simulator replays it. Not here: the simulation of
 * swarms (covey.node.simulate) and the presentation of results (covey.node.report). Read {@link
 * covey.node.replay.DeploymentRecording} first, then {@link covey.node.replay.DeploymentRecorder}
 * and {@link covey.node.replay.Replay}.
 */
@NullMarked
package covey.node.replay;

import org.jspecify.annotations.NullMarked;
