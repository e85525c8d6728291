package covey.tracker.cluster;

import static covey.tracker.cluster.TestMembers.await;
import static covey.tracker.cluster.TestMembers.knows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.ShareRecord;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.Overhead;
import covey.tracker.registry.RegistrySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class DirectoryClusterIT {
  @Test
  void whatOneMemberAnnouncesEveryMemberFinds() throws Exception {
    try (TestMembers test = new TestMembers()) {
      List<DirectoryCluster> members = test.startTogether(3);
      NodeId provider = test.nodeId();
      List<ShareRecord> shares = announceSome(test, members.getFirst(), provider, 20);

      for (DirectoryCluster member : members) {
        for (ShareRecord share : shares) {
          assertThat(knows(member, share, provider)).isTrue();
        }
        assertThat(member.search("SHARE 1", 50).shares()).hasSize(11);
        DirectoryAnswer.Described described = member.describe();
        assertThat(described.host()).isEqualTo("members");
        assertThat(described.members()).hasSize(3).isSubsetOf(addresses(members));
        assertThat(described.shares()).isEqualTo(20);
        assertThat(described.nodes()).containsExactly(HostAndPort.fromParts("127.0.0.1", 7410));
      }

      members.get(1).withdraw(provider, List.of(shares.getFirst().id()));
      assertThat(members.get(2).lookup(shares.getFirst().id(), 10, test.nodeId()).share())
          .isEmpty();
      assertThat(knows(members.get(2), shares.get(1), provider)).isTrue();
    }
  }

  @Test
  void whatMembersAskAnswerAndSendIsCounted() throws Exception {
    try (TestMembers test = new TestMembers()) {
      List<DirectoryCluster> members = test.startTogether(3);
      Overhead asking = test.overhead(members.get(0));
      Overhead other = test.overhead(members.get(1));
      long asked = asking.directoryRequests();
      long answered = other.directoryRequestsAnswered();
      long sent = asking.controlBytes();

      for (int i = 0; i < 10; i++) {
        assertThat(members.get(0).search("x".repeat(100), 5).shares()).isEmpty();
      }

      assertThat(asking.directoryRequests() - asked).as("of two others").isGreaterThanOrEqualTo(20);
      await(() -> other.directoryRequestsAnswered() - answered >= 10);
      assertThat(asking.controlBytes() - sent).isGreaterThan(20 * 100);
      assertThat(asking.refusalsSent()).isZero();
    }
  }

  @Test
  void noLookupFailsWhenAMemberIsKilled() throws Exception {
    try (TestMembers test = new TestMembers()) {
      List<DirectoryCluster> members = test.startTogether(3);
      NodeId provider = test.nodeId();
      List<ShareRecord> shares = announceSome(test, members.getFirst(), provider, 30);

      TestMembers.kill(members.getLast());
      await(
          () -> {
            for (ShareRecord share : shares) {
              assertThat(knows(members.get(0), share, provider)).isTrue();
              assertThat(knows(members.get(1), share, provider)).isTrue();
            }
            return members.get(0).members() == 2 && members.get(1).members() == 2;
          });
    }
  }

  @Test
  void frozenMemberMakesNoLookupFail() throws Exception {
    try (TestMembers test = new TestMembers()) {
      List<DirectoryCluster> members = test.startTogether(3);
      NodeId provider = test.nodeId();
      List<ShareRecord> shares = announceSome(test, members.getFirst(), provider, 30);

      TestMembers.freeze(members.getLast());
      for (ShareRecord share : shares) {
        assertThat(knows(members.get(0), share, provider)).isTrue();
        assertThat(knows(members.get(1), share, provider)).isTrue();
      }
      assertThat(members.getFirst().members()).as("still in the view").isEqualTo(3);
    }
  }

  @Test
  void frozenMemberDelaysNoSearchOnceEveryRecordHasBeenHeardOf() throws Exception {
    try (TestMembers test = new TestMembers()) {
      List<DirectoryCluster> members = test.startTogether(3);
      long together = System.nanoTime();
      announceSome(test, members.getFirst(), test.nodeId(), 30);
      await(() -> System.nanoTime() - together > Membership.SETTLING_NANOS);

      TestMembers.freeze(members.getLast());
      long begun = System.nanoTime();
      assertThat(members.getFirst().search("share", 50).shares()).hasSize(30);
      if (System.getProperty("benchmark") != null) {
        // 0.06 s plus the machine's pauses; waiting for all members would take 0.4 s.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(300));
      }
      assertThat(members.getFirst().members()).as("still in the view").isEqualTo(3);
    }
  }

  @Test
  void memberJoinsByAnyMembersAddressAndFindsWhatWasThere() throws Exception {
    try (TestMembers test = new TestMembers()) {
      List<DirectoryCluster> members = test.startTogether(3);
      NodeId provider = test.nodeId();
      List<ShareRecord> shares = announceSome(test, members.getFirst(), provider, 20);

      List<HostAndPort> join = members.get(1).memberAddresses().subList(0, 1);
      DirectoryCluster late = test.start(() -> join);
      await(() -> late.members() == 4 && members.getFirst().members() == 4);
      for (ShareRecord share : shares) {
        assertThat(knows(late, share, provider)).isTrue();
      }
    }
  }

  @Test
  void singletonsThatLearnOfEachOtherLaterMerge() throws Exception {
    try (TestMembers test = new TestMembers()) {
      List<HostAndPort> join = new CopyOnWriteArrayList<>();
      DirectoryCluster one = test.start(List::of);
      DirectoryCluster other = test.start(() -> join);
      assertThat(one.channel().awaitConnected(Duration.ofSeconds(10))).isTrue();
      assertThat(other.channel().awaitConnected(Duration.ofSeconds(10))).isTrue();
      NodeId first = test.nodeId();
      NodeId second = test.nodeId();
      List<ShareRecord> ofOne = announceSome(test, one, first, 5);
      List<ShareRecord> ofOther = announceSome(test, other, second, 5);

      join.addAll(one.memberAddresses());
      await(() -> one.members() == 2 && other.members() == 2);
      for (ShareRecord share : ofOne) {
        assertThat(knows(other, share, first)).isTrue();
      }
      for (ShareRecord share : ofOther) {
        assertThat(knows(one, share, second)).isTrue();
      }
    }
  }

  @Test
  void manyMembersThatStartAtOnceAllReachEachOther() throws Exception {
    int count = 12;
    try (TestMembers test = new TestMembers()) {
      List<DirectoryCluster> members = test.startTogether(1);
      List<HostAndPort> join = members.getFirst().memberAddresses();
      for (int i = 1; i < count; i++) {
        members.add(test.start(() -> join));
      }
      await(() -> members.stream().allMatch(member -> member.members() == count));
      List<NodeId> providers = new ArrayList<>();
      List<ShareRecord> shares = new ArrayList<>();
      for (DirectoryCluster member : members) {
        providers.add(test.nodeId());
        shares.addAll(announceSome(test, member, providers.getLast(), 1));
      }
      for (DirectoryCluster member : members) {
        await(() -> member.describe().shares() == count);
        for (int i = 0; i < count; i++) {
          assertThat(knows(member, shares.get(i), providers.get(i))).isTrue();
        }
      }
    }
  }

  @Test
  void membersFindEachOtherByMulticast() throws Exception {
    try (TestMembers test = new TestMembers()) {
      Optional<HostAndPort> group = Optional.of(HostAndPort.fromParts("239.255.74.10", freePort()));
      DirectoryCluster one = test.start(List::of, group);
      DirectoryCluster other = test.start(List::of, group);
      await(() -> one.members() == 2 && other.members() == 2);
    }
  }

  @Test
  void announcingWorksBeforeAnyMemberIsFound() throws Exception {
    try (TestMembers test = new TestMembers()) {
      DirectoryCluster alone = test.start(List::of);
      NodeId provider = test.nodeId();
      List<ShareRecord> shares = announceSome(test, alone, provider, 2);
      assertThat(knows(alone, shares.getFirst(), provider)).isTrue();
      assertThat(alone.members()).isEqualTo(1);
    }
  }

  @Test
  void portInUseIsOneClearLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ClusterSettings settings =
          new ClusterSettings(
              NodeId.of(new byte[32]),
              new ClusterSettings.Transport(
                  "127.0.0.1", taken.getLocalPort(), "test", List::of, Optional.empty()),
              new ClusterSettings.Role(ClusterKind.MEMBERS, List.of(), 64),
              RegistrySettings.defaults(),
              verb -> new DirectoryAnswer.Failed(DirectoryAnswer.FailureCode.INTERNAL, "not asked"),
              new ClusterSettings.Observers(new Overhead(), null));
      assertThatThrownBy(() -> DirectoryCluster.start(settings))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(
              "cannot listen for cluster members on 127.0.0.1:" + taken.getLocalPort());
    }
  }

  private static List<ShareRecord> announceSome(
      TestMembers test, DirectoryCluster member, NodeId provider, int count) throws Exception {
    NodeRecord node = test.node(provider);
    List<ShareRecord> shares =
        IntStream.range(0, count).mapToObj(i -> test.share("Share " + i)).toList();
    member.announce(node, shares);
    return shares;
  }

  private static List<HostAndPort> addresses(List<DirectoryCluster> members) {
    List<HostAndPort> all = new ArrayList<>();
    members.forEach(member -> all.add(member.memberAddresses().getFirst()));
    return all;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }
}
