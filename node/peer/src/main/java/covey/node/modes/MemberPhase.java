package covey.node.modes;

import com.google.common.net.HostAndPort;
import java.time.Duration;
import java.util.List;

/** A member watches its view: it may be alone although others exist, or one too many. */
final class MemberPhase {
  static final Duration VIEW_INTERVAL = Duration.ofSeconds(2);

  private final SeatRules rules;
  private boolean waiting;
  private long dueNanos;
  private int surplusLooks;
  // Members of another cluster, by which it may be joined.
  private List<HostAndPort> learned = List.of();

  MemberPhase(SeatRules rules) {
    this.rules = rules;
  }

  List<MembershipStep> next(long nowNanos, MembershipPlace.Member now, MembershipNews news) {
    return switch (news) {
      case MembershipNews.Searched(SeatSearch.Found.Members found) when now.members() == 1 ->
          found(nowNanos, found);
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
    return now.members() == 1 ? new MembershipStep.Search(learned) : pause(nowNanos);
  }

  private MembershipStep pause(long nowNanos) {
    waiting = true;
    dueNanos = nowNanos + VIEW_INTERVAL.toNanos();
    return new MembershipStep.Wait(VIEW_INTERVAL);
  }

  /** Joins the other cluster, or attaches to it if it is full. */
  private List<MembershipStep> found(long nowNanos, SeatSearch.Found.Members found) {
    boolean attachedHere = rules.own().get().stream().anyMatch(found.hosts()::contains);
    if (found.granted()) {
      return List.of(new MembershipStep.Meet(found.joinAddresses()), pause(nowNanos));
    }
    if (found.members() < 2 || attachedHere) {
      learned = found.hosts();
      return List.of(pause(nowNanos));
    }
    return List.of(new MembershipStep.StepDown(found.hosts(), found.members()));
  }
}
