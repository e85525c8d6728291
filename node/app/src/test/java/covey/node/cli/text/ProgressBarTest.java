package covey.node.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private static final long MIB = 1 << 20;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private long nowNanos;

  private ProgressBar bar(boolean bars) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new ProgressBar(new Screen(stream, stream, false, bars), () -> nowNanos);
  }

  private String drawn() {
    String text = err.toString(StandardCharsets.UTF_8);
    err.reset();
    return text;
  }

  @Test
  void nothingIsDrawnWithoutBars() {
    try (ProgressBar bar = bar(false)) {
      bar.show("photos", 1, 2, "1 peer");
    }
    assertThat(drawn()).isEmpty();
  }

  @Test
  void aLineShowsPercentBytesSpeedAndTimeLeft() {
    ProgressBar bar = bar(true);
    bar.show("photos", 0, 44 * MIB, "looking for peers");
    assertThat(drawn())
        .isEqualTo("\rphotos   0% [                ] 0.0/44.0 MiB  looking for peers");
    nowNanos = 11_000_000_000L;
    bar.show("photos", 22 * MIB, 44 * MIB, "1 peer");
    assertThat(drawn())
        .startsWith("\rphotos  50% [========        ] 22.0/44.0 MiB  2.0 MiB/s  11 s left  1 peer");
  }

  @Test
  void aLineIsRedrawnFiveTimesASecondAtMost() {
    ProgressBar bar = bar(true);
    bar.show("photos", 1, 10, "");
    assertThat(drawn()).isNotEmpty();
    nowNanos = 199_000_000;
    bar.show("photos", 2, 10, "");
    assertThat(drawn()).isEmpty();
    nowNanos = 200_000_000;
    bar.show("photos", 3, 10, "");
    assertThat(drawn()).contains(" 30% ");
  }

  @Test
  void anUnfinishedLineIsErasedAndAFinishedOneStays() {
    ProgressBar bar = bar(true);
    bar.show("photos", 1, 10, "");
    int columns = drawn().length() - 1;
    bar.close();
    assertThat(drawn()).isEqualTo("\r" + " ".repeat(columns) + "\r");
    bar.show("photos", 9, 10, "");
    bar.show("photos", 10, 10, "");
    bar.close();
    assertThat(drawn()).contains(" 90% ", "100% [================] 10/10 B").endsWith("\n");
  }

  @Test
  void aLineWithoutTotalHasNoBar() {
    ProgressBar bar = bar(true);
    bar.show("recording", 2048, 0, "3 nodes");
    assertThat(drawn()).isEqualTo("\rrecording  2.0 KiB  3 nodes");
  }

  @Test
  void aLineNeverWraps() {
    bar(true).show("n".repeat(30), 1, 10, "w".repeat(100));
    assertThat(drawn()).hasSize(1 + ProgressBar.COLUMNS);
  }
}
