package covey.node.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run: so many nodes fetch the same in one mode. The components' names are keys of {@code
 * results.json}; times count from the moment at which all nodes were told to fetch.
 *
 * @param mode central, tracker or p2p
 * @param nodes how many fetched
 * @param repeat which of the equal runs, 1 ..
 * @param failure what was done to it, as "server@50%"; empty: nothing
 * @param failedAtSeconds when that was; null: never
 * @param lastSeconds until the last node that completed had everything; null: none did
 * @param meanSeconds the mean of those that completed; null: none did
 * @param firstByteSeconds until the node that waited longest had its first piece; null: one never
 *     had
 * @param boundSeconds no way of distributing could take less with these links
 * @param completed how many nodes had everything in the end
 * @param serverBytes payload that came from the tracker's origin
 * @param publisherBytes payload that came from who shared it
 * @param peerBytes payload that came from other nodes that fetched it
 * @param seedCopies copies that the origin, or without one the publisher, sent
 * @param duplicateBytes arrived although already there
 * @param rejectedBytes arrived and failed verification
 * @param longestGapSeconds the longest time in which a node that was not done got nothing new
 * @param cpuSeconds of all processes that took part, from start to end of the run; null: not known,
 *     since some run on other machines
 * @param memoryBytes resident, of all processes that took part, at the end; null: not known
 * @param controlBytes what tracker, publisher and those who fetched sent, from start to end of the
 *     run, that is not payload of blocks; {@link covey.protocol.wire.Overhead} says what counts. In
 *     it is what tracker and publisher said to nodes that were there and did not fetch. This and
 *     the next two are null in results of before they were counted
 * @param directoryRequests verbs of the directory that all these put to other processes
 * @param refusals how often one of all these said no, as for want of room
 * @param each the nodes
 * @param progress how it went on, from 0 to the end, in order of time
 */
public record RunResult(
    String mode,
    int nodes,
    int repeat,
    String failure,
    @Nullable Double failedAtSeconds,
    @Nullable Double lastSeconds,
    @Nullable Double meanSeconds,
    @Nullable Double firstByteSeconds,
    double boundSeconds,
    int completed,
    long serverBytes,
    long publisherBytes,
    long peerBytes,
    double seedCopies,
    long duplicateBytes,
    long rejectedBytes,
    double longestGapSeconds,
    @Nullable Double cpuSeconds,
    @Nullable Long memoryBytes,
    @Nullable Long controlBytes,
    @Nullable Long directoryRequests,
    @Nullable Long refusals,
    List<NodeResult> each,
    List<Progress> progress) {
  /** Copies the lists. */
  public RunResult {
    each = List.copyOf(each);
    progress = List.copyOf(progress);
  }

  /** Whether every node had everything in the end. */
  public boolean isComplete() {
    return completed == nodes;
  }

  /**
   * One node.
   *
   * @param firstByteSeconds until its first piece; null: it had none
   * @param seconds until it had everything; null: it never had
   * @param haveBytes in the end
   * @param lost it was itself what failed
   */
  public record NodeResult(
      @Nullable Double firstByteSeconds, @Nullable Double seconds, long haveBytes, boolean lost) {}

  /**
   * How it stood at one moment.
   *
   * @param seconds since the start
   * @param haveBytes verified bytes of all nodes together
   * @param completed how many nodes had everything
   */
  public record Progress(double seconds, long haveBytes, int completed) {}
}
