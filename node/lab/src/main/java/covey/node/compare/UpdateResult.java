package covey.node.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One update: a folder that all nodes have changes, is shared again and fetched by all. The
 * components' names are keys of {@code results.json}; times count from the moment at which the
 * folder had changed.
 *
 * @param mode central, tracker or p2p
 * @param nodes how many fetched
 * @param repeat which of the updates one after the other, 1 ..
 * @param sizeBytes of the folder after the change
 * @param changedBytes that are other than before, or in files that were not there before
 * @param changedFiles how many files were changed in place
 * @param addedFiles how many were not there before
 * @param removedFiles how many are no longer there
 * @param hashSeconds until the publisher had hashed and announced the folder anew
 * @param originSeconds then until the origin had it all; 0 where there is none
 * @param lastSeconds until the last node that completed had everything; null: none did
 * @param meanSeconds the mean of those that completed; null: none did
 * @param boundSeconds no way of distributing the changed bytes alone could take less with these
 *     links, not counting the hashing
 * @param completed how many nodes had everything in the end
 * @param serverBytes payload that nodes had from the tracker's origin
 * @param publisherBytes payload that came from who shared it, in central to the origin
 * @param peerBytes payload that came from other nodes that fetched it
 * @param steps commands that a person has to give for it, on all machines together
 * @param each the nodes
 */
public record UpdateResult(
    String mode,
    int nodes,
    int repeat,
    long sizeBytes,
    long changedBytes,
    int changedFiles,
    int addedFiles,
    int removedFiles,
    double hashSeconds,
    double originSeconds,
    @Nullable Double lastSeconds,
    @Nullable Double meanSeconds,
    double boundSeconds,
    int completed,
    long serverBytes,
    long publisherBytes,
    long peerBytes,
    int steps,
    List<RunResult.NodeResult> each) {
  /** Copies the list. */
  public UpdateResult {
    each = List.copyOf(each);
  }

  /** All that was moved, from whomever to whomever. */
  public long movedBytes() {
    return serverBytes + publisherBytes + peerBytes;
  }
}
