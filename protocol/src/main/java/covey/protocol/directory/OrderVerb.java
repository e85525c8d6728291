package covey.protocol.directory;

import com.google.common.net.HostAndPort;
import covey.protocol.identity.NodeId;
import java.util.List;
import java.util.Optional;

/** Verbs about the deployment's mode. covey.proto describes each. */
public sealed interface OrderVerb extends DirectoryVerb {
  /**
   * A node works in {@code mode}, because of the order of {@code epoch} (0: of none), and knows
   * {@code known}.
   */
  record Follow(NodeRecord node, String mode, long epoch, Optional<ModeOrder> known)
      implements OrderVerb {}

  /** The newest order that the asking side knows; asks for a newer one. */
  record TellOrder(Optional<ModeOrder> known) implements OrderVerb {}

  /** Orders a mode for all nodes; the host gives it its epoch. */
  record OrderMode(NodeId node, String mode, List<HostAndPort> trackers) implements OrderVerb {
    /** Copies the list. */
    public OrderMode {
      trackers = List.copyOf(trackers);
    }
  }

  /** Which nodes follow, and how far? */
  record ListFollowers() implements OrderVerb {}
}
