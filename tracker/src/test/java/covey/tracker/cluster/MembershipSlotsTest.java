package covey.tracker.cluster;

import static covey.tracker.cluster.TestMembers.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.RendezvousAnswer;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.identity.NodeId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jgroups.util.ExtendedUUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class MembershipSlotsTest {
  private static final List<HostAndPort> JOIN = List.of(HostAndPort.fromParts("127.0.0.1", 9));

  @Test
  void ofAThousandThatAskOneMemberAtOnceSoManyAsThereAreSeatsBecomeMembers() throws Exception {
    try (TestMembers test = new TestMembers().mostMembers(64)) {
      DirectoryCluster first = test.startTogether(1).getFirst();
      assertThat(granted(askAtOnce(List.of(first), 1_000))).isEqualTo(63);
    }
  }

  @Test
  void whicheverMembersAreAskedTheCoordinatorCountsForAll() throws Exception {
    try (TestMembers test = new TestMembers().mostMembers(8)) {
      List<DirectoryCluster> members = test.startTogether(3);
      assertThat(granted(askAtOnce(members, 200))).isEqualTo(5);
    }
  }

  @Test
  void grantedSeatComesWithAddressesToJoinBy() throws Exception {
    try (TestMembers test = new TestMembers().mostMembers(3)) {
      DirectoryCluster only = test.startTogether(1).getFirst();
      assertThat(seat(only, node(1)).joinAddresses()).isEqualTo(only.memberAddresses());
      assertThat(seat(only, node(2)).joinAddresses()).hasSize(1);
      assertThat(seat(only, node(3)).joinAddresses()).as("a few to merge by").hasSize(1);
    }
  }

  @Test
  void clusterOfTrackersHasNoSeats() throws Exception {
    try (TestMembers test = new TestMembers()) {
      DirectoryCluster tracker = test.startTracker(List::of);
      assertThat(tracker.ask(new RendezvousVerb.TakeSeat(node(1))))
          .isInstanceOf(DirectoryAnswer.Failed.class);
    }
  }

  @Test
  void whoGetsNoSeatIsToldWhereMembersAcceptConnections() throws Exception {
    try (TestMembers test = new TestMembers().mostMembers(3)) {
      List<DirectoryCluster> members = test.startTogether(3);
      for (DirectoryCluster member : members) {
        RendezvousAnswer.Seated seated = seat(member, node(1));
        assertThat(seated.granted()).isFalse();
        assertThat(seated.members()).isEqualTo(3);
        assertThat(seated.hosts())
            .containsExactlyInAnyOrder(
                HostAndPort.fromParts("127.0.0.1", 10_000),
                HostAndPort.fromParts("127.0.0.1", 10_001),
                HostAndPort.fromParts("127.0.0.1", 10_002));
      }
    }
  }

  @Test
  void seatOfADeadMemberIsGrantedAgainAndOnlyOnce() throws Exception {
    try (TestMembers test = new TestMembers().mostMembers(3)) {
      List<DirectoryCluster> members = test.startTogether(3);
      TestMembers.kill(members.getLast());
      await(() -> members.getFirst().members() == 2);
      await(() -> seat(members.getFirst(), node(1)).granted());
      assertThat(granted(askAtOnce(members.subList(0, 2), 50))).isEqualTo(1);
    }
  }

  @Test
  void sameNodeThatAsksTwiceTakesOneSeat() throws Exception {
    try (TestMembers test = new TestMembers().mostMembers(3)) {
      DirectoryCluster only = test.startTogether(1).getFirst();
      assertThat(seat(only, node(1)).granted()).isTrue();
      assertThat(seat(only, node(1)).granted()).isTrue();
      assertThat(seat(only, node(2)).granted()).isTrue();
      assertThat(seat(only, node(3)).granted()).isFalse();
    }
  }

  @Test
  void grantThatIsNotTakenLapses() {
    long[] nanos = {0};
    MembershipSlots seats =
        new MembershipSlots(
            alone(), MembershipSlotsTest::notAsked, 2, state(0, true), () -> nanos[0]);
    assertThat(seats.take(new RendezvousVerb.TakeSeat(node(1))))
        .isEqualTo(new RendezvousAnswer.Seated(true, 1, List.of(), JOIN));
    assertThat(seats.take(new RendezvousVerb.TakeSeat(node(2))))
        .isEqualTo(new RendezvousAnswer.Seated(false, 1, List.of(), JOIN));
    nanos[0] = MembershipSlots.GRANT.toNanos() + 1;
    assertThat(seats.take(new RendezvousVerb.TakeSeat(node(2))))
        .isEqualTo(new RendezvousAnswer.Seated(true, 1, List.of(), JOIN));
  }

  @Test
  void seatOfAMemberThatCameAndDiedIsFreeAtOnce() {
    Membership view = alone();
    MembershipSlots seats =
        new MembershipSlots(
            view, MembershipSlotsTest::notAsked, 2, state(0, true), System::nanoTime);
    assertThat(isGranted(seats, node(1))).isTrue();
    view.change(List.of(view.self(), member(1)));
    seats.viewChanged(false);
    assertThat(isGranted(seats, node(2))).isFalse();
    view.change(List.of(view.self()));
    seats.viewChanged(false);
    assertThat(isGranted(seats, node(2))).isTrue();
  }

  @Test
  void newCoordinatorGrantsNothingUntilItsPredecessorsGrantsAreInTheView() {
    long[] nanos = {0};
    Membership view = alone();
    MembershipSlots seats =
        new MembershipSlots(view, MembershipSlotsTest::notAsked, 8, state(0, true), () -> nanos[0]);
    view.change(List.of(member(1), view.self()));
    seats.viewChanged(false);
    view.change(List.of(view.self()));
    seats.viewChanged(false);
    assertThat(isGranted(seats, node(2))).isFalse();
    nanos[0] += MembershipSlots.HANDOVER.toNanos();
    assertThat(isGranted(seats, node(2))).isTrue();

    view.change(List.of(view.self(), member(3)));
    seats.viewChanged(false);
    assertThat(isGranted(seats, node(4))).as("nothing but a join").isTrue();
    seats.viewChanged(true);
    assertThat(isGranted(seats, node(5))).as("the other group's grants are unknown").isFalse();
  }

  @Test
  void nodeThatAsksAgainLaterGivesItsSeatBack() {
    long[] nanos = {0};
    MembershipSlots seats =
        new MembershipSlots(
            alone(), MembershipSlotsTest::notAsked, 2, state(0, true), () -> nanos[0]);
    assertThat(isGranted(seats, node(1))).isTrue();
    nanos[0] = MembershipSlots.REPEAT.toNanos();
    assertThat(isGranted(seats, node(1))).isTrue();
    assertThat(isGranted(seats, node(2))).isFalse();
    nanos[0] += MembershipSlots.REPEAT.toNanos() + 1;
    assertThat(isGranted(seats, node(1))).isFalse();
    assertThat(isGranted(seats, node(2))).isTrue();
  }

  @Test
  void seatOfAMemberThatLeftTheViewAndMayComeBackIsNotFree() {
    int[] departed = {1};
    MembershipSlots seats =
        new MembershipSlots(
            alone(),
            MembershipSlotsTest::notAsked,
            2,
            new MembershipSlots.ViewState(() -> departed[0], () -> true, () -> JOIN),
            System::nanoTime);
    assertThat(isGranted(seats, node(1))).isFalse();
    departed[0] = 0;
    assertThat(isGranted(seats, node(1))).isTrue();
  }

  @Test
  void memberCutOffFromTheOthersGrantsNoSeat() throws Exception {
    try (TestMembers test = new TestMembers().mostMembers(3)) {
      List<DirectoryCluster> members = test.startTogether(3);
      TestMembers.cut(members.subList(0, 1), members.subList(1, 3));
      await(() -> members.getFirst().members() == 1 && members.getLast().members() == 2);
      assertThat(granted(askAtOnce(members, 50))).isZero();
    }
  }

  @Test
  void memberThatHasNotJoinedYetGrantsNoSeatButMayBeAttachedTo() {
    MembershipSlots seats =
        new MembershipSlots(
            alone(), MembershipSlotsTest::notAsked, 2, state(0, false), System::nanoTime);
    assertThat(seats.take(new RendezvousVerb.TakeSeat(node(1))))
        .isEqualTo(new RendezvousAnswer.Seated(false, 1, List.of(), JOIN));
  }

  @Test
  void ofTooManyMembersThoseWhoJoinedLastAreSurplus() throws Exception {
    try (TestMembers test = new TestMembers().mostMembers(2)) {
      List<DirectoryCluster> members = test.startTogether(4);
      assertThat(members.stream().map(DirectoryCluster::isSurplus))
          .containsExactly(false, false, true, true);
      members.get(2).leave();
      await(() -> members.getFirst().members() == 3);
      assertThat(members.getLast().isSurplus()).isTrue();
      assertThat(members.get(1).isSurplus()).isFalse();
    }
  }

  @Test
  void strangeAddressInAViewIsNoHost() {
    for (String strange : List.of("", "no port", "::::", "h:99999", "x".repeat(100) + ":1")) {
      ExtendedUUID address = Member.newAddress(node(0), List.of());
      address.put("here", strange.getBytes(StandardCharsets.UTF_8));
      assertThat(new Member(node(0), address).here()).as(strange).isEmpty();
    }
  }

  private static List<RendezvousAnswer.Seated> askAtOnce(List<DirectoryCluster> members, int nodes)
      throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<RendezvousAnswer.Seated>> questions = new ArrayList<>();
      for (int i = 0; i < nodes; i++) {
        int number = i;
        questions.add(() -> seat(members.get(number % members.size()), node(1 + number)));
      }
      List<RendezvousAnswer.Seated> answers = new ArrayList<>();
      Duration patience = Duration.ofSeconds(30);
      for (Future<RendezvousAnswer.Seated> answer :
          threads.invokeAll(questions, patience.toSeconds(), TimeUnit.SECONDS)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  private static long granted(List<RendezvousAnswer.Seated> answers) {
    return answers.stream().filter(RendezvousAnswer.Seated::granted).count();
  }

  private static RendezvousAnswer.Seated seat(DirectoryCluster member, NodeId node) {
    return (RendezvousAnswer.Seated) member.ask(new RendezvousVerb.TakeSeat(node));
  }

  private static Membership alone() {
    return new Membership(member(0), ClusterKind.MEMBERS.owners());
  }

  private static Member member(int number) {
    return new Member(node(number), Member.newAddress(node(number), List.of()));
  }

  private static boolean isGranted(MembershipSlots seats, NodeId node) {
    return ((RendezvousAnswer.Seated) seats.take(new RendezvousVerb.TakeSeat(node))).granted();
  }

  private static CompletableFuture<DirectoryAnswer> notAsked(Member member, DirectoryVerb verb) {
    throw new IllegalStateException("there is no other member to ask: " + member + " " + verb);
  }

  private static MembershipSlots.ViewState state(int departed, boolean connected) {
    return new MembershipSlots.ViewState(() -> departed, () -> connected, () -> JOIN);
  }

  private static NodeId node(int number) {
    return NodeId.of(ByteBuffer.allocate(NodeId.LENGTH).putInt(number).array());
  }
}
