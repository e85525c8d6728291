package covey.node.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.node.trace.FigureText;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void ratesAreInBitsOrBytes() {
    assertThat(Rate.parse("20Mbit").bytesPerSecond()).isEqualTo(2_500_000);
    assertThat(Rate.parse("2.5MB").bytesPerSecond()).isEqualTo(2_500_000);
    assertThat(Rate.parse("2.5MB/s").bytesPerSecond()).isEqualTo(2_500_000);
    assertThat(Rate.parse("64KiB").bytesPerSecond()).isEqualTo(65_536);
    assertThat(Rate.parse("0").bytesPerSecond()).isZero();
    assertThat(Rate.parse("0Mbit").bytesPerSecond()).isZero();
  }

  @Test
  void anInvalidRateIsNamedInTheMessage() {
    for (String wrong : new String[] {"", "fast", "20", "-1MB", "1e3MB", "1bit", "99999999GB"}) {
      assertThatThrownBy(() -> Rate.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + wrong + "'");
    }
  }

  @Test
  void sizesAreInBinaryUnits() {
    assertThat(ByteSize.parse("64MiB").bytes()).isEqualTo(64L << 20);
    assertThat(ByteSize.parse("1.5 gib").bytes()).isEqualTo(3L << 29);
    assertThat(ByteSize.parse("512").bytes()).isEqualTo(512);
    assertThatThrownBy(() -> ByteSize.parse("64MB")).hasMessageContaining("64MiB");
    assertThatThrownBy(() -> ByteSize.parse("9999999PiB")).hasMessageContaining("too large");
  }

  @Test
  void sizesAreShownInTheUnitThatFits() {
    assertThat(FigureText.bytes(0)).isEqualTo("0 B");
    assertThat(FigureText.bytes(1023)).isEqualTo("1023 B");
    assertThat(FigureText.bytes((1 << 20) - 1)).isEqualTo("1.0 MiB");
    assertThat(FigureText.bytes(Long.MAX_VALUE)).endsWith(" PiB");
  }

  @Test
  void timesAreInSecondsUnlessTheyHaveUnits() {
    assertThat(TimeSpan.parse("90")).isEqualTo(Duration.ofSeconds(90));
    assertThat(TimeSpan.parse("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(TimeSpan.parse("1h30m")).isEqualTo(Duration.ofMinutes(90));
    for (String wrong : new String[] {"", "soon", "5x", "h", "1h!", "-3s"}) {
      assertThatThrownBy(() -> TimeSpan.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void timesAreShownInTwoUnits() {
    assertThat(TimeSpan.text(7)).isEqualTo("7 s");
    assertThat(TimeSpan.text(60)).isEqualTo("1 min 0 s");
    assertThat(TimeSpan.text(7_500)).isEqualTo("2 h 5 min");
  }

  @Test
  void countsAreSingularForOne() {
    assertThat(FigureText.count(1, "peer")).isEqualTo("1 peer");
    assertThat(FigureText.count(0, "peer")).isEqualTo("0 peers");
  }

  @Test
  void textFromTheNetworkCannotControlTheTerminal() {
    assertThat(TerminalText.line("a\u001b[31mb\nc\u202ed\u0085")).isEqualTo("a?[31mb?c?d?");
    assertThat(TerminalText.line("größe 文件.txt")).isEqualTo("größe 文件.txt");
    assertThat(TerminalText.line(null)).isEmpty();
  }
}
