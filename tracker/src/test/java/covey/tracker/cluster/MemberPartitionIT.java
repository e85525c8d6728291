package covey.tracker.cluster;

import static covey.tracker.cluster.TestMembers.await;
import static covey.tracker.cluster.TestMembers.knows;
import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.ModeOrder;
import covey.protocol.directory.OrderAnswer;
import covey.protocol.directory.OrderVerb;
import covey.protocol.directory.ShareRecord;
import covey.protocol.identity.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A network partition between members, and its end. */
@Execution(ExecutionMode.CONCURRENT)
class MemberPartitionIT {
  @Test
  void bothSidesGoOnAndBecomeOneDirectoryAgain() throws Exception {
    try (TestMembers test = new TestMembers()) {
      List<DirectoryCluster> members = test.startTogether(4);
      List<DirectoryCluster> left = members.subList(0, 2);
      List<DirectoryCluster> right = members.subList(2, 4);
      Map<ShareRecord, NodeId> shares = new LinkedHashMap<>();
      announce(test, members, shares);

      TestMembers.cut(left, right);
      await(() -> members.stream().allMatch(member -> member.members() == 2));
      announce(test, members, shares);
      for (ShareRecord share : shares.keySet()) {
        DirectoryCluster own = members.get(share.name().charAt(0) - '0');
        assertThat(knows(own, share, shares.get(share))).as("on its own side").isTrue();
      }
      ModeOrder ofLeft = order(left.getFirst(), "central");
      order(right.getFirst(), "tracker");
      ModeOrder ofRight = order(right.getLast(), "auto");
      assertThat(ofRight.isNewerThan(ofLeft)).isTrue();
      await(() -> left.stream().allMatch(member -> newest(member).equals(Optional.of(ofLeft))));

      TestMembers.mend(members);
      await(() -> members.stream().allMatch(member -> member.members() == 4));
      await(() -> members.stream().allMatch(member -> newest(member).equals(Optional.of(ofRight))));
      for (ShareRecord share : shares.keySet()) {
        for (DirectoryCluster member : members) {
          await(() -> knows(member, share, shares.get(share)));
        }
      }
    }
  }

  @Test
  void ofTwoOrdersOfOneEpochAllTakeTheSame() throws Exception {
    try (TestMembers test = new TestMembers()) {
      List<DirectoryCluster> members = test.startTogether(2);
      TestMembers.cut(members.subList(0, 1), members.subList(1, 2));
      ModeOrder one = order(members.getFirst(), "central");
      ModeOrder other = order(members.getLast(), "tracker");
      assertThat(one.epoch()).isEqualTo(other.epoch());

      TestMembers.mend(members);
      ModeOrder winner = one.isNewerThan(other) ? one : other;
      await(() -> members.stream().allMatch(m -> newest(m).equals(Optional.of(winner))));
    }
  }

  /** Lets each member announce ten shares of its own node. */
  private static void announce(
      TestMembers test, List<DirectoryCluster> members, Map<ShareRecord, NodeId> shares)
      throws DirectoryException {
    for (int i = 0; i < members.size(); i++) {
      List<ShareRecord> some = new ArrayList<>();
      NodeId provider = test.nodeId();
      for (int s = 0; s < 10; s++) {
        some.add(test.share(i + "-" + s));
      }
      members.get(i).announce(test.node(provider), some);
      some.forEach(share -> shares.put(share, provider));
    }
  }

  private static ModeOrder order(DirectoryCluster at, String mode) {
    NodeId self = at.channel().self().node();
    var verb = new OrderVerb.OrderMode(self, mode, List.of());
    return ((OrderAnswer.Ordered) at.ask(verb)).order();
  }

  private static Optional<ModeOrder> newest(DirectoryCluster member) {
    var verb = new OrderVerb.TellOrder(Optional.empty());
    return ((OrderAnswer.Followed) member.ask(verb)).order();
  }
}
