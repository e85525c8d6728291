package covey.node.modes;

import com.google.common.net.HostAndPort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The place of a node in p2p at one moment. */
sealed interface MembershipPlace {
  /** None yet. */
  record Seeking() implements MembershipPlace {}

  /**
   * Attached to a member.
   *
   * @param adrift the time without a connection to a member; zero while connected
   * @param members the number of members, as last told
   * @param endpoints the members' addresses, in the order in which they are tried
   * @param host the address in use; empty if not connected
   */
  record Attached(
      Duration adrift, int members, List<HostAndPort> endpoints, Optional<HostAndPort> host)
      implements MembershipPlace {}

  /**
   * Attached, and in a cluster that may become this node's place.
   *
   * @param grant the answer that granted the seat
   * @param members the number of members in the view, including this node
   * @param others where the others accept connections
   */
  record Joining(SeatSearch.Found.Members grant, int members, List<HostAndPort> others)
      implements MembershipPlace {}

  /**
   * A member.
   *
   * @param members the number of members in the view, including this node
   * @param others where the others accept connections
   * @param surplus whether there are too many members, so that this one must step down
   */
  record Member(int members, List<HostAndPort> others, boolean surplus)
      implements MembershipPlace {}
}
