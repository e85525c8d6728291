package covey.tracker.cluster;

import static covey.tracker.cluster.TestMembers.await;
import static covey.tracker.cluster.TestMembers.knows;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.ShareRecord;
import covey.protocol.identity.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Trackers that form one directory. */
@Execution(ExecutionMode.CONCURRENT)
class TrackersIT {
  @Test
  void everyTrackerAnswersForAllAndNamesTheOthers() throws Exception {
    try (TestMembers test = new TestMembers()) {
      List<DirectoryCluster> trackers = three(test);
      NodeId provider = test.nodeId();
      ShareRecord share = test.share("one");
      trackers.getFirst().announce(test.node(provider), List.of(share));

      for (DirectoryCluster tracker : trackers) {
        assertThat(knows(tracker, share, provider)).isTrue();
        await(() -> tracker.describe().hosts().size() == 3);
        DirectoryAnswer.Described described = tracker.describe();
        assertThat(described.host()).isEqualTo("tracker");
        assertThat(described.shares()).isEqualTo(1);
        assertThat(described.hosts()).containsExactlyInAnyOrder(at(0), at(1), at(2));
      }
    }
  }

  @Test
  void originIsMarkedWhicheverTrackerAnswersAndRememberedAfterItsDeath() throws Exception {
    try (TestMembers test = new TestMembers()) {
      List<DirectoryCluster> trackers = three(test);
      DirectoryCluster at = trackers.getFirst();
      NodeRecord origin = test.node(at.channel().self().node());
      at.origin(origin);
      List<ShareRecord> shares = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        shares.add(test.share("share " + i));
      }
      at.announce(origin, shares);

      for (DirectoryCluster tracker : trackers) {
        await(() -> shares.stream().allMatch(share -> marks(tracker, share, origin)));
        assertThat(tracker.describe().origin()).contains(origin);
      }

      TestMembers.kill(at);
      await(() -> trackers.get(1).members() == 2 && trackers.get(2).members() == 2);
      assertThat(trackers.get(1).describe().origin()).contains(origin);
      DirectoryCluster fresh = test.startTracker(() -> trackers.get(1).memberAddresses());
      await(() -> fresh.members() == 3);
      await(() -> fresh.describe().origin().isPresent());
    }
  }

  @Test
  void trackerThatHasJustStartedAnswersWithWhatTheOthersKnow() throws Exception {
    try (TestMembers test = new TestMembers()) {
      List<DirectoryCluster> trackers = three(test);
      NodeId provider = test.nodeId();
      ShareRecord share = test.share("one");
      trackers.getFirst().announce(test.node(provider), List.of(share));

      DirectoryCluster fresh = test.startTracker(() -> trackers.getFirst().memberAddresses());

      assertThat(knows(fresh, share, provider)).isTrue();
    }
  }

  @Test
  void whatWasWithdrawnElsewhereIsNotHandedOverLater() throws Exception {
    try (TestMembers test = new TestMembers()) {
      List<DirectoryCluster> trackers = three(test);
      NodeId provider = test.nodeId();
      ShareRecord share = test.share("one");
      trackers.getFirst().announce(test.node(provider), List.of(share));
      trackers.getLast().withdraw(provider, List.of(share.id()));

      TestMembers.kill(trackers.get(1));
      await(() -> trackers.getFirst().members() == 2 && trackers.getLast().members() == 2);
      DirectoryCluster fresh = test.startTracker(() -> trackers.getFirst().memberAddresses());
      await(() -> fresh.members() == 3);

      // Announcements due after a view change are sent before new ones.
      ShareRecord later = test.share("later");
      trackers.getFirst().announce(test.node(test.nodeId()), List.of(later));
      assertThat(fresh.lookup(share.id(), 10, test.nodeId()).providers()).isEmpty();
    }
  }

  @Test
  void trackersAndMembersOfP2pNeverMeet() throws Exception {
    try (TestMembers test = new TestMembers()) {
      DirectoryCluster tracker = test.startTracker(List::of);
      assertThat(tracker.channel().awaitConnected(Duration.ofSeconds(10))).isTrue();
      DirectoryCluster member = test.start(tracker::memberAddresses);
      DirectoryCluster other = test.startTracker(tracker::memberAddresses);

      await(() -> tracker.members() == 2 && other.members() == 2);
      assertThat(member.channel().awaitConnected(Duration.ofSeconds(10))).isTrue();
      assertThat(member.members()).isEqualTo(1);
    }
  }

  private static List<DirectoryCluster> three(TestMembers test) throws Exception {
    List<DirectoryCluster> trackers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<HostAndPort> join = i == 0 ? List.of() : trackers.getFirst().memberAddresses();
      trackers.add(test.startTracker(() -> join));
      assertThat(trackers.getLast().channel().awaitConnected(Duration.ofSeconds(10))).isTrue();
    }
    await(() -> trackers.stream().allMatch(tracker -> tracker.members() == 3));
    return trackers;
  }

  private static HostAndPort at(int number) {
    return HostAndPort.fromParts("127.0.0.1", 10_000 + number);
  }

  private static boolean marks(DirectoryCluster tracker, ShareRecord share, NodeRecord origin) {
    try {
      return tracker.lookup(share.id(), 10, NodeId.of(new byte[32])).providers().stream()
          .anyMatch(p -> p.origin() && p.node().equals(origin));
    } catch (DirectoryException e) {
      throw new IllegalStateException(e);
    }
  }
}
