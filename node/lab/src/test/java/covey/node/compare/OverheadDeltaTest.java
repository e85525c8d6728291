package covey.node.compare;

import static org.assertj.core.api.Assertions.assertThat;

import covey.node.runtime.NodeStatus;
import covey.node.runtime.PayloadTraffic;
import covey.node.runtime.ShareStatus;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverheadDeltaTest {
  private final Told first = new Told();
  private final Told second = new Told();

  @Test
  void onlyWhatCameSinceTheStartCounts() throws IOException {
    first.stands(1, 1_000, 10, 3);
    second.stands(2, 500, 0, 0);
    OverheadDelta spent = new OverheadDelta(List.of(first, second));
    assertThat(spent.controlBytes()).isZero();

    first.stands(1, 1_600, 14, 3);
    second.stands(2, 900, 1, 2);
    spent.update();
    spent.update();

    assertThat(spent.controlBytes()).isEqualTo(1_000);
    assertThat(spent.directoryRequests()).isEqualTo(5);
    assertThat(spent.refusals()).isEqualTo(2);
  }

  @Test
  void killedNodeKeepsItsLastFiguresAndARestartAddsToThem() throws IOException {
    first.stands(1, 1_000, 10, 0);
    OverheadDelta spent = new OverheadDelta(List.of(first));
    first.stands(1, 1_100, 11, 0);
    spent.update();

    first.isGone();
    spent.update();
    assertThat(spent.controlBytes()).isEqualTo(100);

    // More than the first had, but all of it new.
    first.stands(7, 5_000, 20, 1);
    spent.update();
    first.stands(7, 5_001, 21, 1);
    spent.update();
    assertThat(spent.controlBytes()).isEqualTo(5_101);
    assertThat(spent.directoryRequests()).isEqualTo(22);
    assertThat(spent.refusals()).isEqualTo(1);
  }

  @Test
  void frozenNodeIsNotAskedAgain() throws IOException {
    first.stands(1, 1_000, 10, 0);
    OverheadDelta spent = new OverheadDelta(List.of(first));
    first.stands(1, 1_200, 10, 0);
    spent.update();
    spent.lose(first);
    first.stands(1, 9_999, 99, 9);
    spent.update();
    assertThat(spent.controlBytes()).isEqualTo(200);
    assertThat(first.asked).isEqualTo(2);
  }

  private static final class Told implements LabNode {
    private NodeStatus status = status(0, 0, 0);
    private long pid;
    private boolean gone;
    private int asked;

    void stands(long inProcess, long controlBytes, long requests, long refusals) {
      pid = inProcess;
      gone = false;
      status = status(controlBytes, requests, refusals);
    }

    void isGone() {
      gone = true;
    }

    private static NodeStatus status(long controlBytes, long requests, long refusals) {
      return new NodeStatus(
          new NodeStatus.Identity("id", "node", "1", "h:1"),
          new NodeStatus.DirectoryState("p2p", "members (1)", "", true, 1, List.of(), true),
          0,
          0,
          new PayloadTraffic(0, 0, 0, 0),
          new NodeStatus.Limits(0, 0),
          new NodeStatus.SinceStart(1.0, controlBytes, requests, 77, refusals, 88));
    }

    @Override
    public long pid() {
      return pid;
    }

    @Override
    public NodeStatus status() throws IOException {
      asked++;
      if (gone) {
        throw new IOException("connection refused");
      }
      return status;
    }

    @Override
    public void get(String link) {}

    @Override
    public ShareStatus share(String id) {
      throw new IllegalStateException("not asked here");
    }

    @Override
    public void forget(String id) {}

    @Override
    public void limit(long upBytesPerSecond, long downBytesPerSecond) {}

    @Override
    public void close() {}
  }
}
