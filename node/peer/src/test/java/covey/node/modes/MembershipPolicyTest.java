package covey.node.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.net.HostAndPort;
import covey.node.modes.MembershipStep.Attach;
import covey.node.modes.MembershipStep.BecomeFirst;
import covey.node.modes.MembershipStep.BecomeMember;
import covey.node.modes.MembershipStep.GiveUp;
import covey.node.modes.MembershipStep.Join;
import covey.node.modes.MembershipStep.Meet;
import covey.node.modes.MembershipStep.MoveTo;
import covey.node.modes.MembershipStep.Search;
import covey.node.modes.MembershipStep.StepDown;
import covey.node.modes.MembershipStep.Wait;
import covey.node.modes.SeatSearch.Found;
import covey.node.modes.SeatSearch.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a node finds and changes its place in p2p, in simulated time. */
class MembershipPolicyTest {
  private static final int MOST = 4;
  private static final HostAndPort OWN = host(0);
  private static final MembershipPlace SEEKING = new MembershipPlace.Seeking();
  private static final MembershipNews NOTHING = new MembershipNews.Nothing();
  private static final MembershipNews DONE = new MembershipNews.Done(true);
  private static final MembershipNews FAILED = new MembershipNews.Done(false);

  private List<HostAndPort> own = List.of(OWN);
  private MembershipPolicy policy = policy(1);
  private long nowNanos = 7_000_000_000L;

  @Test
  void nodeThatFindsNoOtherIsTheFirstAtOnce() {
    assertThat(next(SEEKING, NOTHING)).isEqualTo(new Search(List.of()));
    assertThat(next(SEEKING, searched(new Found.Nobody()))).isInstanceOf(BecomeFirst.class);
  }

  @Test
  void nodeWaitsForOthersBeforeItIsTheFirst() {
    assertThat(seekingTime(new Found.NoMember(Turn.MINE))).isBetween(1.0, 1.1);
    assertThat(seekingTime(new Found.NoMember(Turn.ANOTHERS))).isBetween(60.0, 60.1);
    assertThat(seekingTime(new Found.Crowded())).isBetween(60.0, 61.5);
    for (int seed = 0; seed < 100; seed++) {
      policy = policy(seed);
      assertThat(seekingTime(new Found.NoMember(Turn.UNKNOWN))).isBetween(1.5, 4.7);
    }
  }

  @Test
  void nodeThatCannotBeTheFirstBeginsAnew() {
    next(SEEKING, searched(new Found.Nobody()));
    waits(SEEKING, FAILED);
    assertThat(seekingTime(new Found.NoMember(Turn.MINE))).isBetween(1.0, 1.1);
  }

  @Test
  void nodeAttachesBeforeItJoins() {
    Found.Members granted = granted(2, host(1), host(2));
    assertThat(steps(SEEKING, searched(granted)))
        .containsExactly(new Attach(granted.hosts(), 2), new Join(granted));
    Found.Members refused = refused(2, host(1), host(2));
    assertThat(steps(SEEKING, searched(refused))).containsExactly(new Attach(refused.hosts(), 2));
  }

  @Test
  void grantIsNotUsedIfTheClusterIsFullOrTheNodeCannotBeDialled() {
    assertThat(steps(SEEKING, searched(granted(MOST, host(1))))).hasSize(1);
    own = List.of();
    assertThat(steps(SEEKING, searched(granted(1, host(1))))).hasSize(1);
  }

  @Test
  void nodeIsAMemberOnceItSeesAHostItWasToldAbout() {
    Found.Members grant = granted(2, host(1), host(2));
    assertThat(next(joining(grant, 1), DONE)).isInstanceOf(Wait.class);
    assertThat(next(joining(grant, 2, host(9)), NOTHING)).isInstanceOf(Wait.class);
    assertThat(next(joining(grant, 3, host(9), host(2)), NOTHING)).isInstanceOf(BecomeMember.class);
  }

  @Test
  void nodeGivesUpIfTheViewIsTooLargeOrTheGrantEnds() {
    Found.Members grant = granted(2, host(1), host(2));
    assertThat(next(joining(grant, MOST + 1, host(1)), NOTHING)).isInstanceOf(GiveUp.class);
    nowNanos = grant.askedNanos() + MembershipPolicy.JOIN_TIMEOUT.toNanos() - 1;
    assertThat(next(joining(grant, 1), NOTHING)).isInstanceOf(Wait.class);
    nowNanos++;
    assertThat(next(joining(grant, 1), NOTHING)).isInstanceOf(GiveUp.class);
  }

  @Test
  void attachedNodeAsksSoonAtFirstAndThenEveryTenSeconds() {
    MembershipPlace place = attached(2, host(1));
    MembershipNews news = DONE;
    for (int i = 0; i < 20; i++) {
      assertThat(waits(place, news)).isBetween(i < 3 ? 1.0 : 5.0, i < 3 ? 3.0 : 15.0);
      assertThat(next(place, NOTHING)).isInstanceOf(MembershipStep.AskHost.class);
      news = answered(refused(2, host(1)));
    }
  }

  @Test
  void nodeAsksSoonAfterItsHostChangedHoweverOftenItChanges() {
    MembershipPlace place = attached(2, host(1));
    for (int i = 0; i < 4; i++) {
      waits(place, answered(refused(2, host(1))));
      next(place, NOTHING);
    }
    next(place, answered(refused(2, host(1))));
    double first = waits(place, new MembershipNews.HostChanged(), 0.5);
    assertThat(first).isBetween(1.0, 3.0);
    assertThat(waits(place, new MembershipNews.HostChanged()))
        .isCloseTo(first - 0.5, within(0.001));
    assertThat(next(place, NOTHING)).isInstanceOf(MembershipStep.AskHost.class);
  }

  @Test
  void soManyMoveToNewMembersThatAllHaveTheSameNumber() {
    HostAndPort fresh = host(5);
    long moved =
        IntStream.range(0, 2_000)
            .filter(
                seed -> {
                  policy = policy(seed);
                  next(attached(3, host(1), host(2), host(3)), NOTHING);
                  return steps(
                          attached(3, host(1), host(2), host(3)),
                          answered(refused(4, host(1), host(2), host(3), fresh)))
                      .contains(new MoveTo(fresh));
                })
            .count();
    assertThat(moved).isBetween(400L, 600L);
  }

  @Test
  void moveToANewMemberThatFailsIsTriedAgain() {
    MembershipPlace place = attached(1, host(1));
    MembershipNews answer = answered(refused(1, host(2)));
    next(place, NOTHING);
    assertThat(steps(place, answer)).contains(new MoveTo(host(2)));
    next(place, FAILED);
    assertThat(steps(place, answer)).contains(new MoveTo(host(2)));
    next(place, DONE);
    assertThat(steps(place, answer)).noneMatch(MoveTo.class::isInstance);
  }

  @Test
  void hostThatLostHalfOfTheMembersIsLeft() {
    MembershipPlace place = attached(4, host(1), host(2));
    next(place, NOTHING);
    MembershipNews half = answered(refused(2, host(1)));
    assertThat(steps(place, half)).contains(new MoveTo(host(2)));
    next(place, FAILED);
    assertThat(steps(place, half)).as("tried again").contains(new MoveTo(host(2)));
    next(place, DONE);
    MembershipPlace moved = attached(4, host(2), host(1));
    assertThat(steps(moved, half))
        .as("two hosts say so")
        .contains(new MembershipStep.Renew(Set.of(host(1), host(2)), 2))
        .noneMatch(MoveTo.class::isInstance);
  }

  @Test
  void nodeWithoutAHostSearchesUntilItHasOne() {
    MembershipPlace adrift = adrift(3, host(1));
    assertThat(next(adrift, new MembershipNews.NoAnswer())).isEqualTo(new Search(List.of(host(1))));
    assertThat(steps(adrift, searched(refused(1, host(2)))))
        .containsExactly(
            new MembershipStep.Renew(Set.of(host(2), host(1)), 1),
            new Wait(Duration.ofMillis(500)));
    nowNanos += 500_000_000;
    assertThat(next(adrift, NOTHING)).isInstanceOf(Search.class);
    next(adrift, searched(refused(1, host(2))));
    nowNanos += 500_000_000;
    assertThat(next(attached(1, host(2)), NOTHING)).isInstanceOf(Wait.class);
  }

  @Test
  void nodeWithoutMembersBecomesOneUnlessOthersExist() {
    next(adrift(1, host(1)), NOTHING);
    assertThat(next(adrift(2, host(1)), searched(new Found.Nobody()))).isInstanceOf(Wait.class);
    assertThat(next(adrift(10, host(1)), searched(new Found.Nobody())))
        .isInstanceOf(BecomeFirst.class);
    assertThat(next(adrift(59, host(1)), searched(new Found.NoMember(Turn.ANOTHERS))))
        .isInstanceOf(Wait.class);
    assertThat(next(adrift(61, host(1)), searched(new Found.NoMember(Turn.ANOTHERS))))
        .isInstanceOf(BecomeFirst.class);
  }

  @Test
  void surplusMemberStepsDownWhenSeenTwice() {
    MembershipPlace surplus = new MembershipPlace.Member(5, List.of(host(1)), true);
    MembershipPlace fits = new MembershipPlace.Member(4, List.of(host(1)), false);
    assertThat(look(surplus)).isInstanceOf(Wait.class);
    assertThat(look(fits)).isInstanceOf(Search.class);
    assertThat(look(surplus)).isInstanceOf(Wait.class);
    assertThat(look(surplus)).isEqualTo(new StepDown(List.of(host(1)), 5));
  }

  @Test
  void memberThatIsAloneMergesWithOthersOrAttachesToThem() {
    MembershipPlace alone = new MembershipPlace.Member(1, List.of(), false);
    assertThat(look(alone)).isEqualTo(new Search(List.of()));
    Found.Members granted = granted(2, host(1));
    assertThat(steps(alone, searched(granted))).contains(new Meet(granted.joinAddresses()));
    assertThat(look(alone)).isInstanceOf(Search.class);
    assertThat(next(alone, searched(refused(MOST, host(1)))))
        .isEqualTo(new StepDown(List.of(host(1)), MOST));
  }

  @Test
  void memberThatIsAloneAsksTheHostsOfANodeThatIsAttachedToIt() {
    MembershipPlace alone = new MembershipPlace.Member(1, List.of(), false);
    assertThat(look(alone)).isInstanceOf(Search.class);
    assertThat(next(alone, searched(refused(2, OWN, host(1))))).isInstanceOf(Wait.class);
    assertThat(look(alone)).isEqualTo(new Search(List.of(host(1))));
  }

  @Test
  void memberThatIsAloneAndCannotBeDialledAttachesToTheOthers() {
    own = List.of();
    MembershipPlace alone = new MembershipPlace.Member(1, List.of(), false);
    assertThat(look(alone)).isInstanceOf(Search.class);
    assertThat(next(alone, searched(granted(2, host(1)))))
        .isEqualTo(new StepDown(List.of(host(1)), 2));
  }

  @Test
  void memberThatIsAloneAttachesToOthersThatKeepRefusingASeat() {
    MembershipPlace alone = new MembershipPlace.Member(1, List.of(), false);
    for (int i = 1; i < MemberPhase.MOST_REFUSALS; i++) {
      assertThat(look(alone)).isInstanceOf(Search.class);
      assertThat(next(alone, searched(refused(2, host(1))))).isInstanceOf(Wait.class);
    }
    assertThat(look(alone)).isInstanceOf(Search.class);
    assertThat(next(alone, searched(refused(2, host(1))))).isInstanceOf(StepDown.class);
  }

  @Test
  void memberWithOthersLooksForOtherGroupsNowAndThen() {
    MembershipPlace together = new MembershipPlace.Member(2, List.of(host(1)), false);
    for (int i = 0; i < 3; i++) {
      assertThat(look(together)).isEqualTo(new Search(List.of()));
      long searchedNanos = nowNanos;
      Found.Members other = granted(3, host(5));
      assertThat(steps(together, searched(other))).contains(new Meet(other.joinAddresses()));
      assertThat(steps(together, searched(refused(3, host(6)))))
          .as("an attached node knows no addresses to join by")
          .noneMatch(Meet.class::isInstance);
      while (nowNanos + MemberPhase.VIEW_INTERVAL.toNanos() - searchedNanos
          < MemberPhase.SEARCH_INTERVAL.toNanos()) {
        assertThat(look(together)).isInstanceOf(Wait.class);
      }
    }
  }

  /** Returns the seconds until a seeking node that always finds the same becomes the first. */
  private double seekingTime(Found found) {
    long begun = nowNanos;
    next(SEEKING, NOTHING);
    while (next(SEEKING, searched(found)) instanceof Wait(Duration time)) {
      nowNanos += time.toNanos();
      assertThat(next(SEEKING, NOTHING)).isInstanceOf(Search.class);
    }
    double seconds = (nowNanos - begun) / 1e9;
    next(SEEKING, FAILED);
    nowNanos += 2_000_000_000L;
    return seconds;
  }

  /** Lets a member wait until it looks at its view, and returns the next step. */
  private MembershipStep look(MembershipPlace place) {
    waits(place, DONE);
    return next(place, NOTHING);
  }

  /** Returns the seconds that the last step waits, and lets them pass. */
  private double waits(MembershipPlace place, MembershipNews news) {
    return waits(place, news, Double.MAX_VALUE);
  }

  private double waits(MembershipPlace place, MembershipNews news, double atMostSeconds) {
    MembershipStep last = steps(place, news).getLast();
    assertThat(last).isInstanceOf(Wait.class);
    double seconds = ((Wait) last).time().toNanos() / 1e9;
    nowNanos += (long) (Math.min(seconds, atMostSeconds) * 1e9);
    return seconds;
  }

  private List<MembershipStep> steps(MembershipPlace place, MembershipNews news) {
    return policy.next(nowNanos, place, news);
  }

  private MembershipStep next(MembershipPlace place, MembershipNews news) {
    return steps(place, news).getFirst();
  }

  private MembershipPolicy policy(int seed) {
    return new MembershipPolicy(MOST, () -> own, new SplittableRandom(seed));
  }

  private Found.Members granted(int members, HostAndPort... hosts) {
    return new Found.Members(true, members, List.of(hosts), List.of(host(100)), nowNanos);
  }

  private Found.Members refused(int members, HostAndPort... hosts) {
    return new Found.Members(false, members, List.of(hosts), List.of(), nowNanos);
  }

  private static MembershipNews searched(Found found) {
    return new MembershipNews.Searched(found);
  }

  private static MembershipNews answered(Found.Members answer) {
    return new MembershipNews.HostAnswered(answer);
  }

  private static MembershipPlace attached(int members, HostAndPort... endpoints) {
    return new MembershipPlace.Attached(
        Duration.ZERO, members, List.of(endpoints), Optional.of(endpoints[0]));
  }

  private static MembershipPlace adrift(int seconds, HostAndPort endpoint) {
    return new MembershipPlace.Attached(
        Duration.ofSeconds(seconds), 1, List.of(endpoint), Optional.empty());
  }

  private static MembershipPlace joining(Found.Members grant, int members, HostAndPort... others) {
    return new MembershipPlace.Joining(grant, members, List.of(others));
  }

  private static HostAndPort host(int number) {
    return HostAndPort.fromParts("192.0.2.1", 7_000 + number);
  }
}
