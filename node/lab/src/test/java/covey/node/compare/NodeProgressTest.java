package covey.node.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.node.runtime.PayloadTraffic;
import covey.node.runtime.ShareStatus;
import org.junit.jupiter.api.Test;

class NodeProgressTest {
  private final NodeProgress track = new NodeProgress();

  @Test
  void firstByteEndAndLongestGapAreMeasured() {
    track.update(0.1, share(0, "downloading"));
    track.update(0.5, share(10, "downloading"));
    track.update(2.0, share(10, "downloading"));
    track.update(2.5, share(90, "downloading"));
    track.update(2.6, share(100, "seeding"));
    track.update(9.0, share(100, "seeding"));
    track.end(9.0);

    assertThat(track.firstByteSeconds()).isEqualTo(0.5);
    assertThat(track.seconds()).isEqualTo(2.6);
    assertThat(track.longestGapSeconds()).isEqualTo(2.0, within(1e-9));
    assertThat(track.isOver()).isTrue();
  }

  @Test
  void nodeThatNeverCompletesWaitsUntilTheEnd() {
    track.update(1, share(10, "downloading"));
    track.end(7);
    assertThat(track.seconds()).isNull();
    assertThat(track.longestGapSeconds()).isEqualTo(6, within(1e-9));
    assertThat(track.isOver()).isFalse();
  }

  @Test
  void failedNodeIsOverUnlessItHadCompleted() {
    track.update(1, share(10, "downloading"));
    track.lose();
    assertThat(track.isOver()).isTrue();
    assertThat(track.result().lost()).isTrue();

    NodeProgress done = new NodeProgress();
    done.update(1, share(100, "seeding"));
    done.lose();
    assertThat(done.result().lost()).isFalse();
  }

  private static ShareStatus share(long haveBytes, String state) {
    return new ShareStatus(
        new ShareStatus.Identity("id", "link", "name"),
        new ShareStatus.Content(100, haveBytes, 1, 0, 1),
        state,
        1,
        new ShareStatus.Transfer(new PayloadTraffic(0, 0, haveBytes, 0), 0, 0, 0),
        "path",
        new ShareStatus.Progress(false, null, null, null));
  }
}
