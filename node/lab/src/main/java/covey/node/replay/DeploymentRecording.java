package covey.node.replay;

import java.util.List;

/**
 * A recording of a deployment, in order of time.
 *
 * @param startedAt ISO-8601, UTC
 * @param everySeconds the polling interval: times are late by at most this
 * @param lines the changes
 */
public record DeploymentRecording(
    String startedAt, double everySeconds, List<RecordedChange> lines) {
  /** Copies the list. */
  public DeploymentRecording {
    lines = List.copyOf(lines);
  }

  /** The time of the last change, in seconds since the start. */
  public double endSeconds() {
    return lines.isEmpty() ? 0 : lines.getLast().at();
  }
}
