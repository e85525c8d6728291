package covey.node.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.node.compare.Failure;
import covey.node.compare.Failure.Kind;
import covey.node.compare.Failure.Moment;
import covey.node.compare.Failure.Victims;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureSpecTest {
  @Test
  void aMomentIsAPartOrANumberOfCopies() {
    assertThat(FailureSpec.parse("server@50%").at()).isEqualTo(new Moment(0.5, 0));
    assertThat(FailureSpec.parse("publisher@1copy").at()).isEqualTo(new Moment(0, 1));
    assertThat(FailureSpec.parse("publisher@1.02copies").at()).isEqualTo(new Moment(0, 1.02));
    assertThat(FailureSpec.parse("corrupt=1").at()).isEqualTo(Moment.START);
  }

  @Test
  void aRepairHasATime() {
    Failure failure = FailureSpec.parse("server@50%+10s");
    assertThat(failure.kind()).isEqualTo(Kind.SERVER);
    assertThat(failure.back()).contains(Duration.ofSeconds(10));
    assertThat(failure.text()).isEqualTo("server@50%+10s");
    assertThat(FailureSpec.parse("server@50%").back()).isEmpty();
  }

  @Test
  void victimsAreANumberOrAPart() {
    assertThat(FailureSpec.parse("nodes=25%@50%").victims()).isEqualTo(new Victims(0, 0.25));
    assertThat(FailureSpec.parse("nodes=100%@50%").victims()).isEqualTo(new Victims(0, 1));
    assertThat(FailureSpec.parse("freeze=1@50%").victims()).isEqualTo(new Victims(1, 0));
  }

  @Test
  void slowTakesARateAndModeAWord() {
    assertThat(FailureSpec.parse("slow=2:1Mbit"))
        .isEqualTo(
            new Failure(
                "slow=2:1Mbit",
                Kind.SLOW,
                new Victims(2, 0),
                125_000,
                "",
                Moment.START,
                Optional.empty()));
    assertThat(FailureSpec.parse("mode=p2p@50%").mode()).isEqualTo("p2p");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "meteor",
        "server=1@50%",
        "nodes@50%",
        "nodes=0@50%",
        "server@101%",
        "server@-1%",
        "server@half",
        "slow=2",
        "slow=2:fast",
        "mode=pigeon@50%",
        "mode=p2p@50%+3s",
        "corrupt=1+3s",
        "server@50%+soon",
        "publisher@copies"
      })
  void anythingElseIsRefusedInOneLine(String text) {
    assertThatThrownBy(() -> FailureSpec.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("\n");
  }
}
