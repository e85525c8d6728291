package covey.node.simulate;

import java.util.List;

/**
 * How a simulated run went.
 *
 * @param complete whether everyone who stays has everything
 * @param lastSeconds when the last of them completed
 * @param meanSeconds when they completed, on average
 * @param ratio {@code lastSeconds} over the bound
 * @param utilisation what was of use over what all uplinks could have sent until then
 * @param seedCopies what the seeds sent over the share's size
 * @param earlyRepeats pieces that a seed sent a second time before it had sent each once
 * @param duplicateBytes received in vain, all nodes
 * @param rejectedBytes of pieces that failed, all nodes
 * @param controlBytes of messages that are no blocks, all nodes
 * @param bans how many peers were banned
 * @param events that cores were told of
 * @param trace every event, if asked for
 * @param each how each node fared, in the scenario's order
 */
public record SimulationResult(
    boolean complete,
    double lastSeconds,
    double meanSeconds,
    double ratio,
    double utilisation,
    double seedCopies,
    int earlyRepeats,
    long duplicateBytes,
    long rejectedBytes,
    long controlBytes,
    List<Ban> bans,
    long events,
    List<String> trace,
    List<Fared> each) {
  /** One node banned another; both are places in the scenario. */
  public record Ban(int by, int banned, String reason) {}

  /**
   * How a node fared, in seconds from the start; infinite if that never was.
   *
   * @param firstPieceSeconds when it had a piece that it had not at the start
   * @param completedSeconds when it had everything; a seed has it when it comes
   */
  public record Fared(double firstPieceSeconds, double completedSeconds) {}
}
