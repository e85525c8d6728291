package covey.node.compare;

import covey.node.runtime.FlatJson.Flat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one run, in which a number of nodes fetch the same share in one mode. The names of
 * the components are keys of {@code results.json}. Times count from the moment at which all nodes
 * were told to fetch.
 *
 * @param longestGapSeconds the longest time in which an unfinished node received nothing new
 * @param each the nodes
 * @param progress samples from 0 to the end, in order of time
 */
public record RunResult(
    @Flat Setup setup,
    @Flat Completion completion,
    @Flat Traffic traffic,
    double longestGapSeconds,
    @Flat Cost cost,
    List<NodeResult> each,
    List<Progress> progress) {
  /** Copies the lists. */
  public RunResult {
    each = List.copyOf(each);
    progress = List.copyOf(progress);
  }

  /**
   * What was run.
   *
   * @param mode central, tracker or p2p
   * @param nodes the number of nodes that fetched
   * @param repeat the number of the run among equal runs, from 1
   * @param failure the injected failure, such as "server@50%"; empty if there was none
   * @param failedAtSeconds when it was injected; null if it never was
   */
  public record Setup(
      String mode, int nodes, int repeat, String failure, @Nullable Double failedAtSeconds) {}

  /**
   * When the nodes completed.
   *
   * @param lastSeconds until the last node that completed had everything; null if none did
   * @param meanSeconds the mean over the nodes that completed; null if none did
   * @param firstByteSeconds until every node had its first piece; null if one never had
   * @param boundSeconds the least time that any way of distributing needs with these links
   * @param completed the number of nodes that had everything in the end
   */
  public record Completion(
      @Nullable Double lastSeconds,
      @Nullable Double meanSeconds,
      @Nullable Double firstByteSeconds,
      double boundSeconds,
      int completed) {}

  /**
   * Where the payload came from.
   *
   * @param serverBytes from the tracker's origin
   * @param publisherBytes from the node that shared it
   * @param peerBytes from other nodes that fetched it
   * @param seedCopies copies sent by the origin, or by the publisher if there is no origin
   * @param duplicateBytes received although already present
   * @param rejectedBytes received, but failed verification
   */
  public record Traffic(
      long serverBytes,
      long publisherBytes,
      long peerBytes,
      double seedCopies,
      long duplicateBytes,
      long rejectedBytes) {
    /** The payload from all sources together. */
    public long receivedBytes() {
      return serverBytes + publisherBytes + peerBytes;
    }
  }

  /**
   * What the run cost, over all processes that took part. The last three are null in results
   * written by versions that did not count them.
   *
   * @param cpuSeconds from start to end of the run; null if unknown because some processes run on
   *     other machines
   * @param memoryBytes resident at the end; null if unknown
   * @param controlBytes everything sent that is not payload, see {@link
   *     covey.protocol.wire.Overhead}. Includes what the tracker and the publisher sent to nodes
   *     that did not fetch
   * @param directoryRequests directory requests sent to other processes
   * @param refusals requests refused, for example because a limit was reached
   */
  public record Cost(
      @Nullable Double cpuSeconds,
      @Nullable Long memoryBytes,
      @Nullable Long controlBytes,
      @Nullable Long directoryRequests,
      @Nullable Long refusals) {}

  /** The mode: central, tracker or p2p. */
  public String mode() {
    return setup.mode();
  }

  /** The number of nodes that fetched. */
  public int nodes() {
    return setup.nodes();
  }

  /** The injected failure; empty if there was none. */
  public String failure() {
    return setup.failure();
  }

  /** Until the last node that completed had everything; null if none did. */
  public @Nullable Double lastSeconds() {
    return completion.lastSeconds();
  }

  /** The number of nodes that had everything in the end. */
  public int completed() {
    return completion.completed();
  }

  /** Reports whether every node had everything in the end. */
  public boolean isComplete() {
    return completed() == nodes();
  }

  /**
   * The result of one node.
   *
   * @param firstByteSeconds until its first piece; null if it never had one
   * @param seconds until it had everything; null if it never had
   * @param haveBytes verified bytes in the end
   * @param lost whether it was itself the victim of the failure
   */
  public record NodeResult(
      @Nullable Double firstByteSeconds, @Nullable Double seconds, long haveBytes, boolean lost) {}

  /**
   * The progress of all nodes at one moment.
   *
   * @param seconds since the start
   * @param haveBytes verified bytes of all nodes together
   * @param completed the number of nodes that had everything
   */
  public record Progress(double seconds, long haveBytes, int completed) {}
}
