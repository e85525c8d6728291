package covey.tracker.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.content.ShareId;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.ShareRecord;
import covey.protocol.identity.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
  private static final int OWNERS = 2;

  private final Random random = new Random(3);
  private final List<Member> members =
      IntStream.range(0, 5).mapToObj(i -> NodeId.of(bytes())).map(this::member).toList();
  private final OwnerSelection all = new OwnerSelection(members, OWNERS);
  private final NodeId own = members.getFirst().node();
  private Instant now = Instant.EPOCH;
  private final Announcements announcements =
      new Announcements(own, () -> now, Duration.ofSeconds(90), 3_000);

  @Test
  void eachShareIsDueAtItsOwnersUntilAcknowledged() {
    List<ShareRecord> shares = announce(own, 100);

    List<Announcements.Batch> due = announcements.due(all);
    for (ShareRecord share : shares) {
      assertThat(due)
          .filteredOn(batch -> batch.records().contains(share))
          .extracting(Announcements.Batch::to)
          .containsExactlyInAnyOrderElementsOf(all.owners(share.id()));
    }
    due.forEach(announcements::acknowledged);
    assertThat(announcements.due(all)).isEmpty();
  }

  @Test
  void onlyNewOwnersAreToldAfterAMemberLeft() {
    List<ShareRecord> shares = announce(own, 100);
    announcements.due(all).forEach(announcements::acknowledged);
    OwnerSelection fewer = new OwnerSelection(members.subList(0, 4), OWNERS);
    announcements.retain(fewer);

    Set<ShareRecord> expected =
        shares.stream()
            .filter(share -> all.owners(share.id()).contains(members.get(4)))
            .collect(Collectors.toSet());
    List<ShareRecord> due = new ArrayList<>();
    announcements.due(fewer).forEach(batch -> due.addAll(batch.records()));
    assertThat(due).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void memberThatCameBackIsToldAgain() {
    announce(own, 20);
    announcements.due(all).forEach(announcements::acknowledged);
    List<Member> restarted = new ArrayList<>(members.subList(0, 4));
    restarted.add(member(members.get(4).node()));
    announcements.retain(new OwnerSelection(restarted, OWNERS));

    assertThat(announcements.due(new OwnerSelection(restarted, OWNERS)))
        .isNotEmpty()
        .allMatch(batch -> batch.to().equals(restarted.get(4)));
  }

  @Test
  void intervalMakesOwnSharesDueAgainButNotThoseOfAttachedNodes() {
    announce(own, 3);
    announce(NodeId.of(bytes()), 3);
    announcements.due(all).forEach(announcements::acknowledged);
    announcements.refresh();

    assertThat(announcements.due(all))
        .isNotEmpty()
        .allMatch(batch -> batch.node().id().equals(own));
  }

  @Test
  void attachedNodeIsForgottenAfterALifetimeAndTheOwnOneIsNot() {
    announce(own, 3);
    announce(NodeId.of(bytes()), 3);
    now = now.plusSeconds(91);

    assertThat(announcements.due(all)).allMatch(batch -> batch.node().id().equals(own));
  }

  @Test
  void noMoreIsKeptThanThereIsRoomFor() {
    announce(own, 2_500);
    assertThat(announcements.due(all)).allMatch(batch -> batch.shares().size() <= 1_000);
    assertThat(announcements.put(node(own), shares(501))).isEmpty();
    announcements.remove(own, List.of());
    assertThat(announcements.put(node(own), shares(501))).hasSize(501);
  }

  @Test
  void lateAcknowledgementOfAnEarlierAnnouncementDoesNotCount() {
    List<ShareRecord> shares = announce(own, 1);
    List<Announcements.Batch> earlier = announcements.due(all);
    announcements.put(node(own), shares);
    earlier.forEach(announcements::acknowledged);

    assertThat(announcements.due(all)).hasSize(OWNERS);
  }

  @Test
  void memberThatLeavesMovesOnlyItsOwnShares() {
    OwnerSelection fewer = new OwnerSelection(members.subList(0, 4), OWNERS);
    int moved = 0;
    for (ShareRecord share : shares(1_000)) {
      List<Member> before = all.owners(share.id());
      List<Member> after = fewer.owners(share.id());
      if (before.contains(members.get(4))) {
        moved++;
        assertThat(after).containsAll(before.stream().filter(fewer::contains).toList());
      } else {
        assertThat(after).isEqualTo(before);
      }
    }
    assertThat(moved).as("two fifths of all").isBetween(300, 500);
  }

  private List<ShareRecord> announce(NodeId node, int count) {
    List<ShareRecord> shares = shares(count);
    announcements.put(node(node), shares);
    return shares;
  }

  private List<ShareRecord> shares(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new ShareRecord(ShareId.of(bytes()), "share " + i, i, true))
        .toList();
  }

  private Member member(NodeId node) {
    return new Member(node, Member.newAddress(node, List.of()));
  }

  private static NodeRecord node(NodeId id) {
    return new NodeRecord(id, List.of(), "test");
  }

  private byte[] bytes() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }
}
