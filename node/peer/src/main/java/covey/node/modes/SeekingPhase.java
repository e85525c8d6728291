package covey.node.modes;

import java.time.Duration;
import java.util.List;

/** A node that has no place yet looks for members. */
final class SeekingPhase {
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration SEARCH_INTERVAL = Duration.ofMillis(100);
  private static final Duration CROWDED_INTERVAL = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final SeatRules rules;
  private long sinceNanos;
  private Duration patience;

  SeekingPhase(SeatRules rules, long nowNanos) {
    this.rules = rules;
    sinceNanos = nowNanos;
    patience = rules.jittered(PATIENCE);
  }

  List<MembershipStep> next(long nowNanos, MembershipNews news) {
    return switch (news) {
      case MembershipNews.Searched(SeatSearch.Found.Members members) -> take(members);
      case MembershipNews.Searched(SeatSearch.Found found) ->
          List.of(withoutMembers(nowNanos, found));
      case MembershipNews.Done _ -> List.of(failed(nowNanos));
      default -> List.of(new MembershipStep.Search(List.of()));
    };
  }

  /** Attaches first; becomes a member once it is in the others' view. */
  private List<MembershipStep> take(SeatSearch.Found.Members members) {
    MembershipStep attach = new MembershipStep.Attach(members.hosts(), members.members());
    return rules.mayJoin(members)
        ? List.of(attach, new MembershipStep.Join(members))
        : List.of(attach);
  }

  private MembershipStep withoutMembers(long nowNanos, SeatSearch.Found found) {
    if (nowNanos - sinceNanos >= rules.patience(found, patience).toNanos()) {
      return new MembershipStep.BecomeFirst();
    }
    return new MembershipStep.Wait(
        found instanceof SeatSearch.Found.Crowded
            ? rules.jittered(CROWDED_INTERVAL)
            : SEARCH_INTERVAL);
  }

  /** Begins anew after it could not become the first member. */
  private MembershipStep failed(long nowNanos) {
    sinceNanos = nowNanos + RETRY.toNanos();
    patience = rules.jittered(PATIENCE);
    return new MembershipStep.Wait(RETRY);
  }
}
