package covey.node.compare;

import covey.node.runtime.FlatJson.Flat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded deployment, and what simulation predicts for it in each mode. The names of the
 * components are keys of {@code results.json}. Times count from the start of the recording.
 *
 * @param notes assumptions that were made, in sentences
 * @param modes the recorded one first
 */
public record ReplayResult(
    @Flat RecordedDeployment recording, List<String> notes, List<ReplayedMode> modes) {
  /** Copies the lists. */
  public ReplayResult {
    notes = List.copyOf(notes);
    modes = List.copyOf(modes);
  }

  /**
   * What was recorded.
   *
   * @param recordedAt when the recording began, ISO-8601, UTC
   * @param recordedSeconds how long it is
   * @param everySeconds the interval at which nodes were polled, and so the precision of all
   *     recorded times
   * @param nodes the number of nodes, without trackers
   * @param shares the number of shares that were downloaded
   * @param sizeBytes of these together
   * @param outages times in which no tracker of the deployment answered
   */
  public record RecordedDeployment(
      String recordedAt,
      double recordedSeconds,
      double everySeconds,
      int nodes,
      int shares,
      long sizeBytes,
      List<Outage> outages) {
    /** Copies the list. */
    public RecordedDeployment {
      outages = List.copyOf(outages);
    }
  }

  /**
   * A time in which no tracker answered.
   *
   * @param toSeconds when one answered again; null if none did before the end of the recording
   */
  public record Outage(double fromSeconds, @Nullable Double toSeconds) {}

  /**
   * All downloads in one mode. Times of a download count from when it was requested.
   *
   * @param mode central, tracker or p2p; as recorded also auto, or several
   * @param method "recorded", "simulator", or "server": an uplink shared equally
   * @param each the downloads, in the same order in every mode
   */
  public record ReplayedMode(
      String mode,
      String method,
      @Flat Completion completion,
      @Flat Delays delays,
      @Flat Agreement agreement,
      List<ReplayedDownload> each) {
    /** Copies the list. */
    public ReplayedMode {
      each = List.copyOf(each);
    }

    /** Reports whether this is what happened, and not a prediction. */
    public boolean isRecorded() {
      return method.equals("recorded");
    }
  }

  /**
   * When the downloads completed.
   *
   * @param downloads the number of downloads
   * @param completed the number that completed
   * @param lastSeconds the time of the longest download that completed; null if none did
   * @param meanSeconds the mean over the downloads that completed; null if none did
   * @param longestWaitSeconds the longest time until a first piece; null if there was none
   */
  public record Completion(
      int downloads,
      int completed,
      @Nullable Double lastSeconds,
      @Nullable Double meanSeconds,
      @Nullable Double longestWaitSeconds) {}

  /**
   * What the outages did.
   *
   * @param delayed the number of downloads that took longer because of outages; 0 for the recorded
   *     mode, where it is unknown
   * @param longestDelaySeconds the longest delay of a download that completed
   */
  public record Delays(int delayed, double longestDelaySeconds) {}

  /**
   * How well the simulation of the recorded mode agrees with the recording; null for other modes.
   *
   * @param lastOfRecorded simulated over recorded {@code lastSeconds}
   * @param meanOfRecorded likewise for the mean over the downloads that completed in both
   */
  public record Agreement(@Nullable Double lastOfRecorded, @Nullable Double meanOfRecorded) {}

  /**
   * One download.
   *
   * @param node the downloading node, by its name in the recording
   * @param share the share, likewise
   * @param askedSeconds when the download was requested
   * @param firstByteSeconds from the request to the first piece; null if there was none
   * @param seconds from the request to the last piece; null if it never completed
   * @param delaySeconds how much of that is due to outages; null if unknown or never completed
   */
  public record ReplayedDownload(
      String node,
      String share,
      double askedSeconds,
      @Nullable Double firstByteSeconds,
      @Nullable Double seconds,
      @Nullable Double delaySeconds) {}
}
