package covey.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.content.ShareId;
import covey.protocol.wire.Message.DepositState;
import covey.protocol.wire.Message.DepositState.State;
import org.junit.jupiter.api.Test;

class UploadStateTest {
  private static final ShareId ID = ShareId.parse("a".repeat(52));

  private final UploadState upload = new UploadState();

  private static DepositState report(State state, long haveBytes) {
    return new DepositState(ID, state, haveBytes, "");
  }

  @Test
  void oneUploadRunsAtATime() {
    assertThat(upload.begin()).isTrue();
    assertThat(upload.begin()).isFalse();
    upload.end();
    assertThat(upload.begin()).isTrue();
  }

  @Test
  void reportsCountOnlyWhileAnUploadRuns() {
    assertThat(upload.reported(report(State.KEPT, 9))).isFalse();
    assertThat(upload.isKept()).isFalse();

    upload.begin();
    assertThat(upload.reported(report(State.FETCHING, 5))).isTrue();
    assertThat(upload.depositedBytes()).isEqualTo(5);
    assertThat(upload.isKept()).isFalse();
    upload.reported(report(State.KEPT, 9));
    assertThat(upload.isKept()).isTrue();
    upload.reported(report(State.REFUSED, 0));
    assertThat(upload.depositedBytes()).isEqualTo(9);
  }

  @Test
  void aReportEndsTheWaitForIt() throws InterruptedException {
    upload.begin();
    upload.reported(report(State.FETCHING, 5));
    upload.awaitReport(Long.MAX_VALUE);
  }
}
