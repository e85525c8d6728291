package covey.tests.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The warm-up transfer of `covey node`. It removes the folder that an earlier one left, which shows
 * that it ran.
 */
class WarmUpIT {
  private static final Duration SOON = Await.PATIENCE;

  @RegisterExtension final TestMachine machine = new TestMachine();

  /** Without a reachable tracker no ports are open but the node's own two. */
  private static final String[] ALONE = {"--mode", "tracker", "--tracker", "127.0.0.1:1"};

  private Path folder;
  private Path earlier;

  @BeforeEach
  void anEarlierWarmUpWasKilled() {
    folder = machine.folder("node").resolve("state").resolve("rehearsal");
    earlier = machine.folder("node/state/rehearsal/earlier");
  }

  private CoveyNode node(String... more) {
    return machine.node("node", Stream.of(ALONE, more).flatMap(Stream::of).toArray(String[]::new));
  }

  @Test
  void theWarmUpLeavesNothingBehind() throws IOException {
    CoveyNode node = node(TestMachine.REHEARSAL);
    Await.until("the warm-up has begun", SOON, () -> Files.notExists(earlier));
    Await.until(
        "the warm-up is over", SOON, () -> !node.process().threads().contains("covey-rehearsal"));
    assertThat(folder).doesNotExist();
    assertThat(node.api().shares()).isEmpty();
    Set<Integer> own = Set.of(port(node.listen()), port(node.http()));
    Await.until("its ports are closed", SOON, () -> node.process().listeningPorts().equals(own));
    assertThat(node.process().terminate(SOON)).isZero();
  }

  private static int port(String address) {
    return HostAndPort.fromString(address).getPort();
  }

  @Test
  void noRehearsalSkipsTheWarmUp() throws IOException {
    CoveyNode node = node("--no-rehearsal");
    Await.until(
        "the node serves",
        SOON,
        () ->
            node.process().stacks().contains("covey.node.cli.command.ProcessShutdown.awaitSignal"));
    assertThat(node.process().threads()).contains("covey-timer").doesNotContain("covey-rehearsal");
    assertThat(earlier).isDirectory();
  }

  @Test
  void aNodeWorksIfTheWarmUpFails() throws IOException {
    Files.delete(earlier);
    Files.delete(folder);
    Files.createSymbolicLink(folder, Path.of("nowhere", "at", "all"));
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 1, 1_000_000);

    CoveyNode node = node("--verbose", TestMachine.REHEARSAL);
    Await.until("the warm-up failed", SOON, () -> node.process().err().contains("no rehearsal: "));
    assertThat(node.api().add(file).get("state").getAsString()).isEqualTo("seeding");
    assertThat(node.process().terminate(SOON)).isZero();
    assertThat(Files.exists(folder, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }
}
