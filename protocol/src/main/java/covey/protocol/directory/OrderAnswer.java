package covey.protocol.directory;

import com.google.common.net.HostAndPort;
import covey.protocol.identity.NodeId;
import java.util.List;
import java.util.Optional;

/** What a directory host answers to an {@link OrderVerb}. */
public sealed interface OrderAnswer extends DirectoryAnswer {
  /** To Follow and TellOrder: the newest order that the host knows. */
  record Followed(Optional<ModeOrder> order) implements OrderAnswer {}

  /** To OrderMode: the order as it is in force now. */
  record Ordered(ModeOrder order) implements OrderAnswer {}

  /**
   * To ListFollowers.
   *
   * @param followers nodes that said within some seconds that they follow, at most 2,000
   */
  record Followers(Optional<ModeOrder> order, List<Follower> followers) implements OrderAnswer {
    /** Copies the list. */
    public Followers {
      followers = List.copyOf(followers);
    }
  }

  /**
   * A node that follows.
   *
   * @param listen one of its addresses; empty if it has none
   * @param epoch of the order that it works by; 0 if by none
   */
  record Follower(NodeId node, Optional<HostAndPort> listen, String mode, long epoch) {}
}
