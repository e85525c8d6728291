package covey.node.compare;

import covey.node.runtime.FlatJson.Flat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one update: a folder that all nodes have changes, is shared again and fetched by
 * all. The names of the components are keys of {@code results.json}. Times count from the moment at
 * which the folder had changed.
 *
 * @param steps commands that a person has to type for it, on all machines together
 * @param each the nodes
 */
public record UpdateResult(
    @Flat Setup setup,
    @Flat FolderChange change,
    @Flat Completion completion,
    @Flat Traffic traffic,
    int steps,
    List<RunResult.NodeResult> each) {
  /** Copies the list. */
  public UpdateResult {
    each = List.copyOf(each);
  }

  /**
   * What was run.
   *
   * @param mode central, tracker or p2p
   * @param nodes the number of nodes that fetched
   * @param repeat the number of the update, from 1; each builds on the one before
   */
  public record Setup(String mode, int nodes, int repeat) {}

  /**
   * How the folder changed.
   *
   * @param sizeBytes of the folder after the change
   * @param changedBytes bytes that differ from before, or are in new files
   * @param changedFiles files changed in place
   * @param addedFiles files that are new
   * @param removedFiles files that no longer exist
   */
  public record FolderChange(
      long sizeBytes, long changedBytes, int changedFiles, int addedFiles, int removedFiles) {}

  /**
   * When the nodes completed.
   *
   * @param hashSeconds until the publisher had hashed and announced the folder again
   * @param originSeconds from then until the origin had everything; 0 if there is no origin
   * @param lastSeconds until the last node that completed had everything; null if none did
   * @param meanSeconds the mean over the nodes that completed; null if none did
   * @param boundSeconds the least time in which the changed bytes alone can be distributed with
   *     these links, without the hashing
   * @param completed the number of nodes that had everything in the end
   */
  public record Completion(
      double hashSeconds,
      double originSeconds,
      @Nullable Double lastSeconds,
      @Nullable Double meanSeconds,
      double boundSeconds,
      int completed) {}

  /**
   * Where the payload came from.
   *
   * @param serverBytes from the tracker's origin to nodes
   * @param publisherBytes from the node that shared it; in central mode to the origin
   * @param peerBytes from other nodes that fetched it
   */
  public record Traffic(long serverBytes, long publisherBytes, long peerBytes) {}

  /** The mode: central, tracker or p2p. */
  public String mode() {
    return setup.mode();
  }

  /** The number of nodes that fetched. */
  public int nodes() {
    return setup.nodes();
  }

  /** Until the last node that completed had everything; null if none did. */
  public @Nullable Double lastSeconds() {
    return completion.lastSeconds();
  }

  /** The number of nodes that had everything in the end. */
  public int completed() {
    return completion.completed();
  }

  /** The payload moved between all processes together. */
  public long movedBytes() {
    return traffic.serverBytes() + traffic.publisherBytes() + traffic.peerBytes();
  }
}
