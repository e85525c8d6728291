/**
 * What happened in a deployment, kept without any content or name, and told again in another mode.
 *
 * <p>Recorded are who asked for what when and how it went, the nodes' limits and rates, who was
 * there and which directory answered; replayed is that, in the simulator. Not here: how swarms are
 * simulated (covey.node.simulate) and how results are shown (covey.node.report). Read {@link
 * covey.node.replay.DeploymentRecording} first, then {@link covey.node.replay.DeploymentRecorder}
 * and {@link covey.node.replay.Replay}.
 */
@NullMarked
package covey.node.replay;

import org.jspecify.annotations.NullMarked;
