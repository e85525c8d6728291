package covey.tests.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.tests.process.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More nodes than members: the other nodes attach to members. */
class CrowdIT {
  private static final int MEMBERS = 8;

  /** As many as two busy cores can handle; CrowdBenchmark starts a thousand. */
  private static final int NODES = 104;

  private static final Duration SOON = Duration.ofMinutes(1);

  @Test
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void aHundredNodesThatStartAtOnceSurviveTheLossOfMembers() throws IOException {
    try (CrowdDrill drill = new CrowdDrill(MEMBERS)) {
      drill.start(NODES - 1);
      assertThat(drill.steady(Duration.ofSeconds(1), true).seen().wrong()).isZero();
      drill.awaitFollowers(NODES);

      assertRight(drill.kill(1));
      assertRight(drill.kill(2));
      assertThat(drill.crowd().mostSeen()).isEqualTo(MEMBERS);
    }
  }

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void whoIsAttachedToAFrozenMemberMoves() throws IOException {
    try (CrowdDrill drill = new CrowdDrill(3)) {
      drill.start(40);
      assertRight(drill.freeze());
    }
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void membersThatMeetAndAreTooManyStepDown() throws IOException {
    DirectoryTraffic traffic = new DirectoryTraffic();
    List<HostAndPort> known = new CopyOnWriteArrayList<>();
    try (CrowdNode a = new CrowdNode(0, 2, List.of(), traffic);
        CrowdNode b = new CrowdNode(1, 2, known, traffic);
        CrowdNode c = new CrowdNode(2, 2, known, traffic)) {
      List<CrowdNode> all = List.of(a, b, c);
      Await.until("each is a member", SOON, () -> all.stream().allMatch(CrowdIT::isAlone));

      known.add(a.address());
      Await.until(
          "one is attached to two members",
          SOON,
          () -> {
            Await.saw(all.stream().map(node -> node.seat().words()).toList().toString());
            return all.stream().filter(CrowdNode::isMember).count() == 2
                && all.stream().allMatch(node -> node.seat().members() == 2);
          });
      Await.until(
          "all find each other",
          SOON,
          () -> all.stream().allMatch(n -> all.stream().allMatch(o -> o == n || n.finds(o))));
    }
  }

  private static boolean isAlone(CrowdNode node) {
    return node.isIn() && node.isMember() && node.seat().members() == 1;
  }

  private static void assertRight(CrowdDrill.Loss loss) {
    assertThat(loss.attached()).isPositive();
    assertThat(loss.seen().lookups()).isPositive();
    assertThat(loss.seen().wrong()).as(loss.toString()).isZero();
  }
}
