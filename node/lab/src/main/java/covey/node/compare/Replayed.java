package covey.node.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded of a deployment, and what simulation says it would have been in each mode. The
 * components' names are keys of {@code results.json}; times count from the recording's start.
 *
 * @param recordedAt when it began, ISO-8601, UTC
 * @param recordedSeconds how long it is
 * @param everySeconds how often nodes were asked: recorded times are not better than that
 * @param nodes how many there were, trackers left out
 * @param shares how many were downloaded
 * @param sizeBytes of these together
 * @param outages of the tracker, or of all trackers of one deployment at once
 * @param notes what was taken for granted, in sentences
 * @param modes the recorded one first
 */
public record Replayed(
    String recordedAt,
    double recordedSeconds,
    double everySeconds,
    int nodes,
    int shares,
    long sizeBytes,
    List<Outage> outages,
    List<String> notes,
    List<ReplayedMode> modes) {
  /** Copies the lists. */
  public Replayed {
    outages = List.copyOf(outages);
    notes = List.copyOf(notes);
    modes = List.copyOf(modes);
  }

  /**
   * No tracker answered.
   *
   * @param toSeconds when one did again; null: not before the recording's end
   */
  public record Outage(double fromSeconds, @Nullable Double toSeconds) {}

  /**
   * All downloads in one mode. Times of a download count from when it was asked for.
   *
   * @param mode central, tracker or p2p; as recorded also auto, or several
   * @param method "recorded", "simulator", or "server": a server's uplink, shared equally
   * @param downloads how many there were
   * @param completed how many had everything in the end
   * @param lastSeconds what the longest of these took; null: there are none
   * @param meanSeconds their mean; null: there are none
   * @param longestWaitSeconds until the one that waited longest had its first piece; null: none had
   * @param delayed how many took longer than they would have without the outages; as recorded 0,
   *     since that is not known
   * @param longestDelaySeconds by how much at most, of those that were completed
   * @param lastOfRecorded {@code lastSeconds} over the recorded one, where this is the recorded
   *     mode; else null
   * @param meanOfRecorded likewise, over the downloads that were completed in both
   * @param each the downloads, in every mode in the same order
   */
  public record ReplayedMode(
      String mode,
      String method,
      int downloads,
      int completed,
      @Nullable Double lastSeconds,
      @Nullable Double meanSeconds,
      @Nullable Double longestWaitSeconds,
      int delayed,
      double longestDelaySeconds,
      @Nullable Double lastOfRecorded,
      @Nullable Double meanOfRecorded,
      List<ReplayedDownload> each) {
    /** Copies the list. */
    public ReplayedMode {
      each = List.copyOf(each);
    }

    /** Whether this is what happened, and not what would have. */
    public boolean isRecorded() {
      return method.equals("recorded");
    }
  }

  /**
   * One download.
   *
   * @param node who asked, as the recording calls it
   * @param share for what, likewise
   * @param askedSeconds when
   * @param firstByteSeconds until its first piece, from when it was asked for; null: it had none
   * @param seconds until it had everything, likewise; null: it never had
   * @param delaySeconds how much of that is the outages'; null: not known, or it never had
   */
  public record ReplayedDownload(
      String node,
      String share,
      double askedSeconds,
      @Nullable Double firstByteSeconds,
      @Nullable Double seconds,
      @Nullable Double delaySeconds) {}
}
