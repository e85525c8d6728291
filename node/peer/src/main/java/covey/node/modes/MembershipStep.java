package covey.node.modes;

import com.google.common.net.HostAndPort;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** An action of a node that finds or changes its place in p2p. */
sealed interface MembershipStep {
  /** Wait; ends early with {@link MembershipNews.HostChanged}. */
  record Wait(Duration time) implements MembershipStep {}

  /** Ask the nodes that are known anyway, and those in {@code also}, for a seat. */
  record Search(Collection<HostAndPort> also) implements MembershipStep {}

  /** Ask the host for a seat. */
  record AskHost() implements MembershipStep {}

  /** Attach to one of these hosts. */
  record Attach(List<HostAndPort> hosts, int members) implements MembershipStep {}

  /** Start a cluster as its first member. */
  record BecomeFirst() implements MembershipStep {}

  /** Begin to join the cluster that granted a seat, but stay attached. */
  record Join(SeatSearch.Found.Members grant) implements MembershipStep {}

  /** Use the cluster that was joined. */
  record BecomeMember() implements MembershipStep {}

  /** Leave the cluster that was being joined. */
  record GiveUp() implements MembershipStep {}

  /** Replace the endpoints, but keep the connection in use. */
  record Renew(Collection<HostAndPort> endpoints, int members) implements MembershipStep {}

  /** Attach to another host if it answers. */
  record MoveTo(HostAndPort host) implements MembershipStep {}

  /** Merge this node's cluster with others. */
  record Meet(List<HostAndPort> joinAddresses) implements MembershipStep {}

  /** Attach to one of these hosts if one answers, and leave the cluster. */
  record StepDown(List<HostAndPort> hosts, int members) implements MembershipStep {}
}
