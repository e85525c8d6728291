package covey.node.simulate;

import java.util.List;

/**
 * The outcome of a simulated run.
 *
 * @param complete whether every node that stays has everything
 * @param timing when the nodes completed
 * @param uplinks how the uplinks were used
 * @param waste bytes of all nodes beside the content that they needed
 * @param bans which nodes banned which
 * @param log what the cores were told
 * @param nodes the times of each node, in the scenario's order
 */
public record SimulationResult(
    boolean complete,
    Timing timing,
    UplinkUse uplinks,
    Waste waste,
    List<Ban> bans,
    InputLog log,
    List<NodeTimes> nodes) {
  /**
   * When the nodes completed.
   *
   * @param lastSeconds the time of the last node
   * @param meanSeconds the mean of all nodes
   * @param ratio {@code lastSeconds} over the bound
   */
  public record Timing(double lastSeconds, double meanSeconds, double ratio) {}

  /**
   * How the uplinks were used.
   *
   * @param utilisation useful bytes over what all uplinks could have sent until the last node
   *     completed
   * @param seedCopies bytes sent by the seeds over the share's size
   * @param earlyRepeats pieces that a seed sent twice before it had sent each once
   */
  public record UplinkUse(double utilisation, double seedCopies, int earlyRepeats) {}

  /**
   * Bytes of all nodes beside the content that they needed.
   *
   * @param duplicateBytes received more than once
   * @param rejectedBytes of pieces that failed verification
   * @param controlBytes of messages other than blocks
   */
  public record Waste(long duplicateBytes, long rejectedBytes, long controlBytes) {}

  /**
   * What the cores were told.
   *
   * @param inputCount the number of inputs
   * @param trace each input, if the scenario asks for a trace
   */
  public record InputLog(long inputCount, List<String> trace) {}

  /** One node banned another; both numbers are positions in the scenario. */
  public record Ban(int by, int banned, String reason) {}

  /**
   * The times of one node, in seconds from the start; infinite for what never happened.
   *
   * @param firstPieceSeconds when it got its first new piece
   * @param completedSeconds when it had everything; for a seed, when it joined
   */
  public record NodeTimes(double firstPieceSeconds, double completedSeconds) {}
}
