package covey.protocol.directory;

import com.google.common.net.HostAndPort;
import covey.protocol.identity.NodeId;
import java.util.List;

/**
 * The mode that a whole deployment was ordered into.
 *
 * @param mode central, tracker, p2p or auto
 * @param epoch grows with every order, 1 ..
 * @param orderedBy the node at which it was ordered
 * @param trackers where a node that knows no tracker finds one, at most 16
 */
public record ModeOrder(String mode, long epoch, NodeId orderedBy, List<HostAndPort> trackers) {
  /** Copies the list. */
  public ModeOrder {
    trackers = List.copyOf(trackers);
  }

  /**
   * Reports whether this order prevails over the other: the higher epoch wins, and of two orders
   * with the same epoch the one from the greater id, on every node alike.
   */
  public boolean isNewerThan(ModeOrder other) {
    return epoch != other.epoch
        ? epoch > other.epoch
        : orderedBy.toString().compareTo(other.orderedBy.toString()) > 0;
  }
}
