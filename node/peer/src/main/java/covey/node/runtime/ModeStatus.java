package covey.node.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mode in force, and how far an order of it has come. The components' names are the keys of the
 * JSON.
 *
 * @param mode in which this node works; at a tracker, what was ordered last
 * @param epoch of the newest order known; 0 if none was given
 * @param scope deployment if the mode was ordered for all, node if it was chosen here
 * @param orderedMode the newest order's; null if there is none
 * @param orderedBy id of the node at which it was ordered; null if none was
 * @param nodes how many nodes are known to take part
 * @param acknowledged how many of them work by the newest order
 * @param acknowledgedBy these: address, or id where there is none
 * @param waiting the others: address or id, and the mode they work in
 */
public record ModeStatus(
    String mode,
    long epoch,
    String scope,
    @Nullable String orderedMode,
    @Nullable String orderedBy,
    int nodes,
    int acknowledged,
    List<String> acknowledgedBy,
    List<String> waiting) {
  /** Copies the lists. */
  public ModeStatus {
    acknowledgedBy = List.copyOf(acknowledgedBy);
    waiting = List.copyOf(waiting);
  }
}
