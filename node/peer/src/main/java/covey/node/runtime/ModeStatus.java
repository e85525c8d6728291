package covey.node.runtime;

import com.google.gson.annotations.JsonAdapter;
import covey.node.runtime.FlatJson.Flat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mode in force, and how far an order of a mode has spread. The components' names are the keys
 * of the JSON, which is one flat object.
 *
 * @param mode the mode this node works in; on a tracker, the mode ordered last
 * @param epoch epoch of the newest order known; 0 if there is none
 * @param scope deployment if the mode was ordered for all nodes, node if it was chosen here
 * @param orderedMode mode of the newest order; null if there is none
 * @param orderedBy id of the node that ordered it; null if there is none
 */
@JsonAdapter(FlatJson.class)
public record ModeStatus(
    String mode,
    long epoch,
    String scope,
    @Nullable String orderedMode,
    @Nullable String orderedBy,
    @Flat Followers followers) {
  /**
   * The nodes of the deployment, as far as they are known.
   *
   * @param nodes number of nodes
   * @param acknowledged number of nodes that work by the newest order
   * @param acknowledgedBy these nodes: address, or id if there is none
   * @param waiting the other nodes: address or id, and the mode each works in
   */
  public record Followers(
      int nodes, int acknowledged, List<String> acknowledgedBy, List<String> waiting) {}

  // Shorthands for what the components hold.

  public int nodes() {
    return followers.nodes();
  }

  public int acknowledged() {
    return followers.acknowledged();
  }

  public List<String> acknowledgedBy() {
    return followers.acknowledgedBy();
  }

  public List<String> waiting() {
    return followers.waiting();
  }
}
