package covey.node.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.node.theory.SharedServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CentralReplayTest {
  private static final double UP = 1_000_000;
  private static final long SIZE = 10_000_000;
  private static final LinkAssumptions NOTHING = new LinkAssumptions(0, 0, 0);

  private static NodeHistory node(String name, double from, long down) {
    NodeHistory node = new NodeHistory(name);
    node.seen(new RecordedChange.NodeSeen(from, name, "node", "central", 0, down));
    return node;
  }

  private static Participation part(NodeHistory node, double at, String state) {
    long have = state.equals("seeding") ? SIZE : 0;
    return Participation.begin(node, new RecordedChange.Held(at, node.name(), "s1", state, have));
  }

  private static ShareHistory share(List<Participation> downloads) {
    List<Participation> parts = new ArrayList<>(downloads);
    parts.add(part(node("n999", 0, 0), 0, "seeding"));
    return new ShareHistory("s1", SIZE, 100, parts);
  }

  private static List<DownloadTimes> times(List<Participation> downloads, TimeInterval... away) {
    CentralReplay central = new CentralReplay(UP);
    central.add(share(downloads), NOTHING, List.of(away));
    Map<Participation, DownloadTimes> times = central.run();
    return downloads.stream().map(times::get).toList();
  }

  @Test
  void oneClientHasTheServerForItselfAndSeveralShareIt() {
    List<Participation> two =
        List.of(part(node("n1", 0, 0), 0, "downloading"), part(node("n2", 0, 0), 5, "downloading"));
    List<DownloadTimes> times = times(two);
    // 5 MB alone, then 5 MB at half; the other 5 MB at half, then 5 MB alone.
    assertThat(times.get(0).completedAt()).isCloseTo(15, within(1e-6));
    assertThat(times.get(1).completedAt()).isCloseTo(20, within(1e-6));
    assertThat(times.get(0).firstPieceAt()).isCloseTo(131_072 / UP, within(1e-6));
  }

  @Test
  void resultAgreesWithTheClosedForm() {
    double[] arrivals = new SplittableRandom(3).doubles(50, 0, 400).sorted().toArray();
    List<Participation> parts = new ArrayList<>();
    for (int i = 0; i < arrivals.length; i++) {
      parts.add(part(node("n" + (i + 1), 0, 300_000), arrivals[i], "downloading"));
    }
    List<DownloadTimes> times = times(parts);
    double mean =
        times.stream().mapToDouble(DownloadTimes::completedAt).average().orElse(0)
            - Arrays.stream(arrivals).average().orElse(0);
    assertThat(mean)
        .isCloseTo(new SharedServer(SIZE, UP, 300_000).meanSeconds(arrivals), within(1e-3));
  }

  @Test
  void othersGetTheRestOfASlowDownlink() {
    List<Participation> two =
        List.of(
            part(node("n1", 0, 200_000), 0, "downloading"),
            part(node("n2", 0, 0), 0, "downloading"));
    List<DownloadTimes> times = times(two);
    assertThat(times.get(0).completedAt()).isCloseTo(50, within(1e-6));
    assertThat(times.get(1).completedAt()).isCloseTo(12.5, within(1e-6));
  }

  @Test
  void downloadPausesWhileServerOrNodeIsAway() {
    NodeHistory restless = node("n1", 0, 0);
    restless.gone(2);
    restless.seen(new RecordedChange.NodeSeen(3, "n1", "node", "central", 0, 0));
    List<Participation> one = List.of(part(restless, 0, "downloading"));
    assertThat(times(one, new TimeInterval(5, 9)).getFirst().completedAt())
        .isCloseTo(15, within(1e-6));
    assertThat(times(one, new TimeInterval(5, TimeInterval.NEVER)).getFirst().completedAt())
        .isInfinite();
    assertThat(times(one, new TimeInterval(0, 4)).getFirst().firstPieceAt()).isGreaterThan(4);
  }

  @Test
  void shareWithoutAnOwnerIsNotServed() {
    Participation alone = part(node("n1", 0, 0), 0, "downloading");
    CentralReplay central = new CentralReplay(UP);
    central.add(new ShareHistory("s1", SIZE, 100, List.of(alone)), NOTHING, List.of());
    assertThat(central.run().get(alone)).isEqualTo(DownloadTimes.NONE);
  }

  @Test
  void linksFasterThanTheClockResolutionComplete() {
    CentralReplay central = new CentralReplay((double) RecordingFormat.BYTES_MAX);
    Participation late =
        part(
            node("n1", RecordingFormat.SECONDS_MAX - 1, 0),
            RecordingFormat.SECONDS_MAX - 1,
            "downloading");
    central.add(share(List.of(late)), NOTHING, List.of());
    assertThat(central.run().get(late).completedAt()).isFinite();
  }
}
