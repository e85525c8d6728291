package covey.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import covey.tests.process.CoveyNode;
import covey.tests.process.Machine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A disk of 8 MiB. Only where a file system may be mounted: as root, on Linux. */
class FullDiskTest {
  @RegisterExtension final Machine machine = new Machine();

  private Path disk = Path.of("unset");

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disk = machine.folder("disk");
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()) == 0,
        "a tmpfs cannot be mounted here");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    run("umount", "-l", disk.toString());
  }

  @Test
  void downloadThatDoesNotFitIsRefusedBeforeItStarts() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 1, 20_000_000);
    CoveyNode publisher = machine.node("publisher", "--mode", "p2p");
    CoveyNode reader = machine.node("reader", "--mode", "p2p");
    String link = publisher.api().add(file).get("link").getAsString();

    String line = machine.ask(reader, "get", link, "-o", disk.toString()).failedWith(1);

    assertThat(line).contains(disk.toString());
    assertThat(disk).isEmptyDirectory();
    assertThat(publisher.api().status().get("uploadedBytes").getAsLong()).isZero();
  }

  @Test
  void diskThatFillsUpEndsTheDownloadAndSpaceLetsItGoOn() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 2, 6_000_000);
    CoveyNode publisher = machine.node("publisher", "--mode", "p2p", "--up", "2MB");
    CoveyNode reader = machine.node("reader", "--mode", "p2p");
    String link = publisher.api().add(file).get("link").getAsString();
    Path other = Tree.file(disk.resolve("other.bin"), 3, 4_000_000);

    assertThat(machine.ask(reader, "get", link, "-o", disk.toString()).failedWith(1))
        .contains(disk.toString());
    java.nio.file.Files.delete(other);
    machine.ask(reader, "get", link, "-o", disk.toString()).succeeded();

    assertThat(disk.resolve("file.bin")).hasSameBinaryContentAs(file);
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
