package covey.node.modes;

import com.google.common.net.HostAndPort;
import java.time.Duration;
import java.util.List;

/** A member watches its view: other groups may exist, and it may be one member too many. */
final class MemberPhase {
  static final Duration VIEW_INTERVAL = Duration.ofSeconds(2);

  /** How often a member asks the nodes it knows whether there is another group of members. */
  static final Duration SEARCH_INTERVAL = Duration.ofSeconds(30);

  /**
   * A cluster with room may refuse a seat for a while, for example under a new coordinator; if it
   * keeps refusing, its own limit is lower.
   */
  static final int MOST_REFUSALS = 8;

  private final SeatRules rules;
  private boolean waiting;
  private long dueNanos;
  private boolean searches;
  private long searchedNanos;
  private int surplusLooks;
  private int refusals;
  // Members of another cluster, by which it may be joined.
  private List<HostAndPort> learned = List.of();

  MemberPhase(SeatRules rules) {
    this.rules = rules;
  }

  List<MembershipStep> next(long nowNanos, MembershipPlace.Member now, MembershipNews news) {
    return switch (news) {
      case MembershipNews.Searched(SeatSearch.Found.Members found) when now.members() > 1 ->
          found.joinAddresses().isEmpty()
              ? List.of(pause(nowNanos))
              : List.of(new MembershipStep.Meet(found.joinAddresses()), pause(nowNanos));
      case MembershipNews.Searched(SeatSearch.Found.Members found) -> found(nowNanos, found);
      case MembershipNews.Nothing _, MembershipNews.HostChanged _ -> List.of(waited(nowNanos, now));
      default -> List.of(pause(nowNanos));
    };
  }

  private MembershipStep waited(long nowNanos, MembershipPlace.Member now) {
    if (!waiting) {
      return pause(nowNanos);
    }
    if (nowNanos - dueNanos < 0) {
      return new MembershipStep.Wait(Duration.ofNanos(dueNanos - nowNanos));
    }
    waiting = false;
    // Checked twice, since the view may be about to change.
    surplusLooks = now.surplus() ? surplusLooks + 1 : 0;
    if (surplusLooks >= 2) {
      surplusLooks = 0;
      return new MembershipStep.StepDown(now.others(), now.members());
    }
    boolean recent = searches && nowNanos - searchedNanos < SEARCH_INTERVAL.toNanos();
    if (now.surplus() || (now.members() > 1 && recent)) {
      return pause(nowNanos);
    }
    searches = true;
    searchedNanos = nowNanos;
    return new MembershipStep.Search(now.members() > 1 ? List.of() : learned);
  }

  private MembershipStep pause(long nowNanos) {
    waiting = true;
    dueNanos = nowNanos + VIEW_INTERVAL.toNanos();
    return new MembershipStep.Wait(VIEW_INTERVAL);
  }

  /** Joins the other cluster, or attaches to it if this node may not join. */
  private List<MembershipStep> found(long nowNanos, SeatSearch.Found.Members found) {
    List<HostAndPort> own = rules.own().get();
    boolean attachedHere = own.stream().anyMatch(found.hosts()::contains);
    if (rules.mayJoin(found)) {
      return List.of(new MembershipStep.Meet(found.joinAddresses()), pause(nowNanos));
    }
    boolean full = found.granted() || found.members() >= rules.mostMembers();
    if (attachedHere || (!full && ++refusals < MOST_REFUSALS)) {
      learned = found.hosts().stream().filter(host -> !own.contains(host)).toList();
      return List.of(pause(nowNanos));
    }
    refusals = 0;
    return List.of(new MembershipStep.StepDown(found.hosts(), found.members()));
  }
}
