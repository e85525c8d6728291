package covey.node.modes;

import com.google.common.net.HostAndPort;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The rules that hold in every phase of {@link MembershipPolicy}.
 *
 * @param mostMembers the largest number of members in a cluster that this node may join
 * @param own the node's addresses
 * @param random the source of all random choices
 */
record SeatRules(int mostMembers, Supplier<List<HostAndPort>> own, RandomGenerator random) {
  /** When nodes start together, one becomes the first member and the others wait for it. */
  static final Duration PATIENCE_OF_THE_FIRST = Duration.ofSeconds(1);

  /** Some other node is a member or will become one, even if the machine is slow. */
  static final Duration PATIENCE_WITH_OTHERS = Duration.ofSeconds(60);

  /** Reports whether this node may become a member. A node that cannot be dialled may not. */
  boolean mayJoin(SeatSearch.Found.Members found) {
    return found.granted() && found.members() < mostMembers && !own.get().isEmpty();
  }

  /**
   * Returns how long to wait for others before becoming the first member.
   *
   * @param unknown the time to wait if it is unknown whether another node becomes one
   */
  Duration patience(SeatSearch.Found found, Duration unknown) {
    return switch (found) {
      case SeatSearch.Found.Nobody _ -> Duration.ZERO;
      case SeatSearch.Found.Crowded _ -> PATIENCE_WITH_OTHERS;
      case SeatSearch.Found.NoMember(SeatSearch.Turn turn) ->
          switch (turn) {
            case MINE -> PATIENCE_OF_THE_FIRST;
            case ANOTHERS -> PATIENCE_WITH_OTHERS;
            case UNKNOWN -> unknown;
          };
      case SeatSearch.Found.Members _ -> throw new IllegalArgumentException("members were found");
    };
  }

  /** Returns a random time between half and one and a half times {@code mean}. */
  Duration jittered(Duration mean) {
    long nanos = mean.toNanos();
    return Duration.ofNanos(nanos / 2 + random.nextLong(nanos + 1));
  }

  /** Returns one of {@code hosts} at random. */
  HostAndPort oneOf(List<HostAndPort> hosts) {
    return hosts.get(random.nextInt(hosts.size()));
  }
}
