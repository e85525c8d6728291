package covey.node.modes;

import com.google.common.net.HostAndPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An attached node asks for a seat, and follows the members as they change. */
final class AttachedPhase {
  static final Duration ASK_INTERVAL = Duration.ofSeconds(10);
  static final Duration SOON = Duration.ofSeconds(2);

  /** A node that attaches at the start, when there are few members, asks sooner. */
  static final int ASKS_SOON = 3;

  /** How long a node without a host leaves it to its client to find another. */
  static final Duration ADRIFT = Duration.ofSeconds(2);

  private static final Duration SEARCH_INTERVAL = Duration.ofMillis(500);

  /** Answers name all members up to this number; beyond it, an unknown member need not be new. */
  private static final int MOST_HOSTS_TOLD = 200;

  private enum Waiting {
    NOT,
    TO_ASK,
    /** To ask soon, because the host changed. */
    TO_ASK_SOON,
    TO_SEARCH
  }

  private final SeatRules rules;
  // Random, so that nodes that lost all members do not become members at the same time.
  private final Duration lonelyAfter;
  private Set<HostAndPort> told;
  // What counts as told once the node has moved to a new member.
  private Set<HostAndPort> toldNext;
  // The move that is under way leaves a host that lost half of the members; the next host may
  // confirm it.
  private boolean leavesCutOff;
  private boolean heardByTwo;
  private int asks;
  private Waiting waiting = Waiting.NOT;
  private long dueNanos;

  AttachedPhase(SeatRules rules, List<HostAndPort> hosts) {
    this.rules = rules;
    lonelyAfter = rules.jittered(SeekingPhase.PATIENCE.multipliedBy(2));
    told = Set.copyOf(hosts);
    toldNext = told;
  }

  List<MembershipStep> next(long nowNanos, MembershipPlace.Attached now, MembershipNews news) {
    return switch (news) {
      case MembershipNews.Nothing _ -> List.of(waited(nowNanos, now));
      case MembershipNews.HostChanged _ -> List.of(hostChanged(nowNanos));
      case MembershipNews.NoAnswer _ -> List.of(search(now));
      case MembershipNews.HostAnswered(SeatSearch.Found.Members answer) ->
          heard(nowNanos, now, answer);
      case MembershipNews.Searched(SeatSearch.Found.Members found) -> found(nowNanos, now, found);
      case MembershipNews.Searched(SeatSearch.Found found) ->
          List.of(notFound(nowNanos, now, found));
      case MembershipNews.Done(boolean succeeded) -> List.of(done(nowNanos, succeeded));
    };
  }

  private MembershipStep waited(long nowNanos, MembershipPlace.Attached now) {
    if (waiting == Waiting.NOT) {
      return waitToAsk(nowNanos);
    }
    if (nowNanos - dueNanos < 0) {
      return pause(nowNanos, waiting, Duration.ofNanos(dueNanos - nowNanos));
    }
    if (waiting == Waiting.TO_SEARCH && now.host().isPresent()) {
      return waitToAsk(nowNanos);
    }
    boolean searches = waiting == Waiting.TO_SEARCH || now.adrift().compareTo(ADRIFT) > 0;
    waiting = Waiting.NOT;
    return searches ? search(now) : new MembershipStep.AskHost();
  }

  /** Asks soon, because a dead host leaves a free seat; its view changes after about a second. */
  private MembershipStep hostChanged(long nowNanos) {
    return waiting == Waiting.TO_ASK_SOON
        ? pause(nowNanos, waiting, Duration.ofNanos(Math.max(0, dueNanos - nowNanos)))
        : pause(nowNanos, Waiting.TO_ASK_SOON, rules.jittered(SOON));
  }

  private MembershipStep waitToAsk(long nowNanos) {
    Duration mean = asks < ASKS_SOON ? SOON : ASK_INTERVAL;
    asks++;
    return pause(nowNanos, Waiting.TO_ASK, rules.jittered(mean));
  }

  private MembershipStep pause(long nowNanos, Waiting reason, Duration time) {
    waiting = reason;
    dueNanos = nowNanos + time.toNanos();
    return new MembershipStep.Wait(time);
  }

  /** Asks other nodes for members because no host answers. */
  private static MembershipStep search(MembershipPlace.Attached now) {
    return new MembershipStep.Search(now.endpoints());
  }

  private List<MembershipStep> heard(
      long nowNanos, MembershipPlace.Attached now, SeatSearch.Found.Members answer) {
    if (rules.mayJoin(answer)) {
      return List.of(new MembershipStep.Join(answer));
    }
    List<HostAndPort> fresh = answer.hosts().stream().filter(host -> !told.contains(host)).toList();
    Set<HostAndPort> known = known(now, answer);
    MembershipStep renew = new MembershipStep.Renew(known, answer.members());
    toldNext = Set.copyOf(answer.hosts());
    List<HostAndPort> others = new ArrayList<>(known);
    now.host().ifPresent(others::remove);
    if (answer.members() * 2 <= now.members() && !others.isEmpty() && !heardByTwo) {
      // The host is cut off from most members, or they are dead; another host may know more. Until
      // one has answered, the former number counts, so that it tries again.
      leavesCutOff = true;
      return List.of(
          new MembershipStep.Renew(known, now.members()),
          new MembershipStep.MoveTo(rules.oneOf(others)));
    }
    heardByTwo = false;
    if (movesToNew(fresh, answer)) {
      // Until it has moved, the new members still count as new, so that it tries again.
      return List.of(renew, new MembershipStep.MoveTo(rules.oneOf(fresh)));
    }
    told = toldNext;
    return List.of(renew, waitToAsk(nowNanos));
  }

  /** Moves with a probability that gives the new members their share of the attached nodes. */
  private boolean movesToNew(List<HostAndPort> fresh, SeatSearch.Found.Members answer) {
    return !fresh.isEmpty()
        && answer.members() <= MOST_HOSTS_TOLD
        && rules.random().nextInt(answer.hosts().size()) < fresh.size();
  }

  private static Set<HostAndPort> known(
      MembershipPlace.Attached now, SeatSearch.Found.Members answer) {
    Set<HostAndPort> known = new LinkedHashSet<>(answer.hosts());
    known.addAll(now.endpoints());
    return known;
  }

  private List<MembershipStep> found(
      long nowNanos, MembershipPlace.Attached now, SeatSearch.Found.Members found) {
    if (rules.mayJoin(found)) {
      return List.of(new MembershipStep.Join(found));
    }
    return List.of(
        new MembershipStep.Renew(known(now, found), now.members()),
        pause(nowNanos, Waiting.TO_SEARCH, SEARCH_INTERVAL));
  }

  private MembershipStep notFound(
      long nowNanos, MembershipPlace.Attached now, SeatSearch.Found found) {
    Duration patience = rules.patience(found, lonelyAfter);
    Duration loneliness = patience.compareTo(lonelyAfter) > 0 ? patience : lonelyAfter;
    return now.adrift().compareTo(loneliness) > 0
        ? new MembershipStep.BecomeFirst()
        : pause(nowNanos, Waiting.TO_SEARCH, SEARCH_INTERVAL);
  }

  private MembershipStep done(long nowNanos, boolean succeeded) {
    if (succeeded) {
      told = toldNext;
    } else {
      toldNext = told;
    }
    heardByTwo = succeeded && leavesCutOff;
    leavesCutOff = false;
    return waitToAsk(nowNanos);
  }
}
