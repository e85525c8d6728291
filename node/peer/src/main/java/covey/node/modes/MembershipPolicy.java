package covey.node.modes;

import com.google.common.net.HostAndPort;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides a node's place in p2p. Time, randomness and news are arguments; not thread-safe.
 *
 * <p>A node that finds no other node becomes the first member; if others are present but slow, it
 * waits. An attached node asks for a seat every 10 s, and soon after its host died, since that seat
 * is free. A node with a granted seat stays attached until it sees, in one view, a member that it
 * was told about and no more members than allowed; only then does it become a member. When new
 * members join, enough attached nodes move to them to keep members evenly loaded. A surplus member
 * becomes an attached node.
 */
final class MembershipPolicy {
  // Measured from before the request, so it ends before the grant does (MembershipSlots.GRANT).
  static final Duration JOIN_TIMEOUT = Duration.ofSeconds(60);
  static final Duration JOIN_POLL = Duration.ofMillis(100);

  private final SeatRules rules;
  // Replaced when the place changes.
  private @Nullable SeekingPhase seeking;
  private @Nullable AttachedPhase attached;
  private @Nullable MemberPhase member;

  /**
   * Creates a policy for a node without a place.
   *
   * @param mostMembers the largest number of members in a cluster that this node may join
   * @param own the node's addresses; a node without one cannot be dialled and joins no other
   *     members
   */
  MembershipPolicy(int mostMembers, Supplier<List<HostAndPort>> own, RandomGenerator random) {
    rules = new SeatRules(mostMembers, own, random);
  }

  /**
   * Returns the actions for now, in order, at least one.
   *
   * @param news what the last of the previous actions led to
   */
  List<MembershipStep> next(long nowNanos, MembershipPlace place, MembershipNews news) {
    return switch (place) {
      case MembershipPlace.Seeking _ -> seeking(nowNanos).next(nowNanos, news);
      case MembershipPlace.Attached now -> attached(now).next(nowNanos, now, news);
      case MembershipPlace.Joining now -> List.of(joining(nowNanos, now));
      case MembershipPlace.Member now -> member().next(nowNanos, now, news);
    };
  }

  /** Waits for a view that contains a host that was told; newcomers alone do not count. */
  private MembershipStep joining(long nowNanos, MembershipPlace.Joining now) {
    boolean reached =
        now.others().isEmpty() || now.others().stream().anyMatch(now.grant().hosts()::contains);
    if (now.members() > 1 && reached) {
      return now.members() <= rules.mostMembers()
          ? new MembershipStep.BecomeMember()
          : new MembershipStep.GiveUp();
    }
    return nowNanos - now.grant().askedNanos() < JOIN_TIMEOUT.toNanos()
        ? new MembershipStep.Wait(JOIN_POLL)
        : new MembershipStep.GiveUp();
  }

  private SeekingPhase seeking(long nowNanos) {
    SeekingPhase phase = seeking == null ? new SeekingPhase(rules, nowNanos) : seeking;
    seeking = phase;
    attached = null;
    member = null;
    return phase;
  }

  private AttachedPhase attached(MembershipPlace.Attached now) {
    AttachedPhase phase = attached == null ? new AttachedPhase(rules, now.endpoints()) : attached;
    attached = phase;
    seeking = null;
    member = null;
    return phase;
  }

  private MemberPhase member() {
    MemberPhase phase = member == null ? new MemberPhase(rules) : member;
    member = phase;
    seeking = null;
    attached = null;
    return phase;
  }
}
