package covey.tests.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A wait that cannot succeed says why, and does not last. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class AwaitTest {
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir private Path dir;
  private final List<CommandProcess> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(CommandProcess::kill);
  }

  @Test
  void waitForAProcessThatHasEndedFailsAtOnceWithItsLastLines() throws IOException {
    CommandProcess process = start("echo one; echo two >&2; exit 7");
    assertThatThrownBy(() -> Await.until("it is ready", LONG, process, () -> false))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("it is ready", "exit code 7", "one", "two");
  }

  @Test
  void whatAProcessDidBeforeItEndedCounts() throws IOException {
    CommandProcess process = start("echo done");
    process.waitFor(LONG);
    Await.until("it is done", LONG, process, () -> process.out().contains("done"));
  }

  @Test
  void waitForTheApiOfAProcessThatHasEndedFailsAtOnce() throws IOException {
    Path token = Files.writeString(dir.resolve("token"), "token");
    Api api = new Api("127.0.0.1:1", token, start("echo broken >&2; exit 3"));
    assertThatThrownBy(() -> Await.until("it has shares", LONG, () -> !api.shares().isEmpty()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("exit code 3", "broken");
  }

  @Test
  void waitThatFailsTellsWhatItSawLast() throws IOException {
    int[] looks = {0};
    Await.Condition never =
        () -> {
          Await.saw(++looks[0] + " of 1000");
          return false;
        };
    assertThatThrownBy(() -> Await.until("all are there", Duration.ofMillis(100), never))
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching("not within PT0.1S: all are there; last seen: [0-9]+ of 1000");

    Path token = Files.writeString(dir.resolve("token"), "token");
    Api api = new Api("127.0.0.1:1", token, start("exec tail -f /dev/null"));
    assertThatThrownBy(
            () -> Await.until("a share", Duration.ofMillis(100), () -> !api.shares().isEmpty()))
        .hasMessageContaining("last seen: GET shares -> java.net.ConnectException");
  }

  private CommandProcess start(String script) throws IOException {
    Path out = dir.resolve("out");
    Path err = dir.resolve("err");
    Process process =
        new ProcessBuilder("sh", "-c", script)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    CommandProcess made = new CommandProcess(script, process, out, err);
    started.add(made);
    return made;
  }
}
