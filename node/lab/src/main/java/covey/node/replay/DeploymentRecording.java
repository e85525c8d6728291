package covey.node.replay;

import java.util.List;

/**
 * What was recorded of a deployment, in the order of time.
 *
 * @param startedAt ISO-8601, UTC
 * @param everySeconds how often nodes were asked: times are as much too late at most
 * @param lines what changed
 */
public record DeploymentRecording(
    String startedAt, double everySeconds, List<RecordedChange> lines) {
  /** Copies the list. */
  public DeploymentRecording {
    lines = List.copyOf(lines);
  }

  /** When the last thing changed, in seconds from the start. */
  public double endSeconds() {
    return lines.isEmpty() ? 0 : lines.getLast().at();
  }
}
