package covey.node.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.node.compare.ReplayResult;
import covey.node.compare.ReplayResult.Outage;
import covey.node.compare.ReplayResult.ReplayedDownload;
import covey.node.compare.ReplayResult.ReplayedMode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayModesTest {
  private static final LinkAssumptions NOTHING = new LinkAssumptions(0, 0, 0);
  private static final double ALONE = RecordingLines.SIZE / (double) RecordingLines.UP;

  private static ReplayResult replay(RecordingLines lines, LinkAssumptions links) {
    try {
      return Replay.of(lines.recording(), Replay.MODES, links, (mode, share, nodes) -> {});
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static ReplayResult replay(RecordingLines lines) {
    return replay(lines, NOTHING);
  }

  private static ReplayedMode mode(ReplayResult replayed, String mode) {
    return replayed.modes().stream()
        .filter(told -> told.mode().equals(mode) && !told.isRecorded())
        .findFirst()
        .orElseThrow();
  }

  /** One node requests the share before, one during the outage from 12 s to 30 s. */
  private static RecordingLines outage() {
    return RecordingLines.tracker()
        .publisher("n1")
        .fetched("n2", 10, 18.6)
        .fetched("n3", 14, 37)
        .gone(12, "t1")
        .seen(30, "t1");
  }

  @Test
  void outageDelaysNewDownloadsInTrackerAllInCentralAndNoneInP2p() {
    ReplayResult replayed = replay(outage());
    assertThat(replayed.recording().outages()).containsExactly(new Outage(12, 30.0));

    ReplayedMode tracker = mode(replayed, "tracker");
    assertThat(tracker.each().get(0).seconds()).isCloseTo(ALONE, within(0.5));
    assertThat(tracker.each().get(1).firstByteSeconds()).isBetween(16.0, 17.5);
    assertThat(tracker.delays().delayed()).isEqualTo(1);
    assertThat(tracker.delays().longestDelaySeconds()).isBetween(10.0, 17.0);
    assertThat(tracker.agreement().meanOfRecorded()).isBetween(0.8, 1.2);

    ReplayedMode p2p = mode(replayed, "p2p");
    assertThat(p2p.delays().delayed()).isZero();
    assertThat(p2p.each().get(1).firstByteSeconds()).isLessThan(0.5);
    assertThat(p2p.each().get(1).seconds()).isLessThan(ALONE + 2);
    assertThat(p2p.agreement().meanOfRecorded()).isNull();

    ReplayedMode central = mode(replayed, "central");
    assertThat(central.delays().delayed()).isEqualTo(2);
    // 2 s alone, an outage of 18 s and until the tracker is found again, then shared.
    assertThat(central.each().get(0).seconds()).isGreaterThan(ALONE + 18);
    assertThat(central.method()).isEqualTo("server");
  }

  @Test
  void recordedOutcomesComeFirst() {
    ReplayedMode recorded = replay(outage()).modes().getFirst();
    assertThat(recorded.isRecorded()).isTrue();
    assertThat(recorded.mode()).isEqualTo("tracker");
    assertThat(recorded.completion().completed()).isEqualTo(2);
    assertThat(recorded.completion().lastSeconds()).isCloseTo(23, within(1e-9));
    assertThat(recorded.completion().meanSeconds()).isCloseTo((8.6 + 23) / 2, within(1e-9));
    assertThat(recorded.each().get(1))
        .isEqualTo(new ReplayedDownload("n3", "s1", 14, 23.0, 23.0, null));
  }

  @Test
  void outageThatDoesNotEndLeavesDownloadsIncomplete() {
    RecordingLines lines =
        RecordingLines.tracker()
            .publisher("n1")
            .gone(5, "t1")
            .seen(0, "n2")
            .have(6, "n2", "downloading", 0);
    ReplayResult replayed = replay(lines);
    assertThat(replayed.recording().outages()).containsExactly(new Outage(5, null));
    assertThat(mode(replayed, "tracker").completion().completed()).isZero();
    assertThat(mode(replayed, "tracker").delays().delayed()).isEqualTo(1);
    assertThat(mode(replayed, "central").completion().completed()).isZero();
    assertThat(mode(replayed, "p2p").completion().completed()).isEqualTo(1);
  }

  @Test
  void thereIsNoOutageWhileOneOfSeveralTrackersAnswers() {
    RecordingLines lines = outage().seen(1, "t2");
    assertThat(replay(lines).recording().outages()).isEmpty();
    assertThat(replay(lines.gone(20, "t2")).recording().outages())
        .containsExactly(new Outage(20, 30.0));
  }

  @Test
  void withoutARecordedTrackerTheNodesReportOutages() {
    RecordingLines lines =
        new RecordingLines().share("s1", RecordingLines.SIZE).publisher("n1").fetched("n2", 1, 11);
    lines.add(new RecordedChange.DirectorySeen(3, "n1", false, false));
    assertThat(replay(lines).recording().outages()).isEmpty();
    lines.add(new RecordedChange.DirectorySeen(4, "n2", true, true));
    lines.add(new RecordedChange.DirectorySeen(9, "n1", true, false));
    assertThat(replay(lines).recording().outages()).containsExactly(new Outage(4, 9.0));
  }

  @Test
  void nodesGoAndComeBackAsRecorded() {
    RecordingLines lines =
        RecordingLines.tracker()
            .publisher("n1")
            .fetched("n2", 1, 40)
            .gone(2, "n2")
            .seen(20, "n2")
            .gone(22, "n2")
            .seen(30, "n2");
    for (String name : Replay.MODES) {
      ReplayedMode told = mode(replay(lines), name);
      assertThat(told.each().getFirst().seconds()).as(name).isBetween(ALONE + 26, ALONE + 28);
    }
  }

  @Test
  void publisherThatLeavesIsMissedUnlessAnotherNodeHasTheShare() {
    RecordingLines lines =
        RecordingLines.tracker()
            .publisher("n1")
            .fetched("n2", 1, 9.5)
            .gone(15, "n1")
            .fetched("n3", 20, 29);
    ReplayResult replayed = replay(lines);
    assertThat(mode(replayed, "p2p").completion().completed()).isEqualTo(2);
    RecordingLines gone =
        RecordingLines.tracker().publisher("n1").gone(3, "n1").fetched("n2", 1, 9.5);
    assertThat(mode(replay(gone), "p2p").completion().completed()).isZero();
    // In central mode it had been uploaded.
    assertThat(mode(replay(gone), "central").completion().completed()).isEqualTo(1);
  }

  @Test
  void trackersStoreServesInTrackerAndInP2pOnlyIfAlone() {
    RecordingLines lines =
        new RecordingLines()
            .share("s1", RecordingLines.SIZE)
            .seen(0, "t1", "central", RecordingLines.UP)
            .have(0, "t1", "seeding", RecordingLines.SIZE)
            .seen(0, "n1", "central", RecordingLines.UP)
            .have(1, "n1", "downloading", 0)
            .have(9.5, "n1", "seeding", RecordingLines.SIZE);
    ReplayResult alone = replay(lines);
    assertThat(mode(alone, "p2p").completion().completed()).isEqualTo(1);
    assertThat(mode(alone, "central").agreement().meanOfRecorded()).isCloseTo(1, within(0.05));
    ReplayResult both = replay(lines.publisher("n2"));
    assertThat(mode(both, "tracker").completion().lastSeconds()).isLessThan(0.7 * ALONE);
    assertThat(mode(both, "p2p").completion().lastSeconds()).isGreaterThan(0.95 * ALONE);
  }

  @Test
  void existingPiecesAreNotFetchedAgain() {
    RecordingLines lines =
        RecordingLines.tracker()
            .publisher("n1")
            .seen(0, "n2")
            .have(0, "n2", "downloading", RecordingLines.SIZE / 2)
            .have(5, "n2", "seeding", RecordingLines.SIZE);
    for (String name : Replay.MODES) {
      assertThat(mode(replay(lines), name).completion().lastSeconds())
          .isCloseTo(ALONE / 2, within(0.3));
    }
  }

  @Test
  void selectionOfFilesIsLeftOutAndStated() {
    RecordingLines lines = outage().seen(0, "n4").have(2, "n4", "downloading", 0);
    ReplayResult replayed = replay(lines.have(3, "n4", "seeding", RecordingLines.SIZE / 8));
    assertThat(replayed.modes().getFirst().completion().downloads()).isEqualTo(2);
    assertThat(replayed.notes()).anyMatch(note -> note.contains("1 download."));
  }

  @Test
  void hugeShareIsScaledAndItsTimesAreKept() {
    long huge = 1L << 40;
    long up = 100_000_000;
    RecordingLines lines = new RecordingLines().share("s1", huge).seen(0, "t1");
    for (int i = 1; i <= 4; i++) {
      lines.seen(0, "n" + i, "tracker", up);
      lines.have(i == 1 ? 0 : 10, "n" + i, i == 1 ? "seeding" : "downloading", i == 1 ? huge : 0);
    }
    ReplayedMode p2p = mode(replay(lines), "p2p");
    assertThat(p2p.completion().completed()).isEqualTo(3);
    assertThat(p2p.completion().lastSeconds() / (huge / (double) up)).isBetween(1.0, 1.1);
  }

  @Test
  void overlappingSharesAreStatedToBeSimulatedAlone() {
    RecordingLines lines =
        outage()
            .share("s2", RecordingLines.SIZE)
            .have(0, "n1", "s2", "seeding", RecordingLines.SIZE)
            .have(15, "n2", "s2", "downloading", 0)
            .have(25, "n2", "s2", "seeding", RecordingLines.SIZE);
    assertThat(replay(lines).notes()).anyMatch(note -> note.startsWith("Downloads of several"));
    assertThat(replay(outage()).notes()).noneMatch(note -> note.startsWith("Downloads of several"));
    assertThat(replay(lines).recording().shares()).isEqualTo(2);
  }

  @Test
  void unknownUplinkIsRefused() {
    RecordingLines lines = outage().seen(0.5, "n3", "tracker", 0);
    assertThatThrownBy(() -> Replay.of(lines.recording(), Replay.MODES, NOTHING, (m, s, n) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the uplink of n3 is unknown")
        .hasMessageContaining("--up");
    assertThat(
            mode(replay(lines, new LinkAssumptions(RecordingLines.UP, 0, 0)), "p2p")
                .completion()
                .completed())
        .isEqualTo(2);
    lines.add(new RecordedChange.Rates(40, "n3", RecordingLines.UP, 0));
    assertThat(replay(lines).notes().getFirst()).contains("1 by their highest observed rate");
  }

  @Test
  void givenServerUplinkIsUsed() {
    ReplayedMode central =
        mode(replay(outage(), new LinkAssumptions(0, 100 * RecordingLines.UP, 0)), "central");
    assertThat(central.each().getFirst().seconds()).isCloseTo(ALONE / 100, within(1e-6));
  }

  @Test
  void recordingWithoutDownloadsIsRefused() {
    RecordingLines lines = RecordingLines.tracker().publisher("n1");
    assertThatThrownBy(() -> Replay.of(lines.recording(), List.of("p2p"), NOTHING, (m, s, n) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no share of known size");
  }

  @Test
  void figuresAtTheEndOfTheirRangesAreAccepted() {
    RecordingLines lines =
        new RecordingLines()
            .share("s1", RecordingFormat.BYTES_MAX)
            .seen(0, "n1", "p2p", RecordingFormat.BYTES_MAX)
            .have(0, "n1", "seeding", RecordingFormat.BYTES_MAX)
            .seen(0, "n2", "p2p", 1)
            .have(RecordingFormat.SECONDS_MAX, "n2", "downloading", RecordingFormat.BYTES_MAX + 1)
            .gone(RecordingFormat.SECONDS_MAX, "n3");
    assertThat(replay(lines).modes()).hasSize(4);
  }
}
