package covey.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import covey.tests.process.Await;
import covey.tests.process.CommandProcess;
import covey.tests.process.CoveyNode;
import covey.tests.process.NeedsRoot;
import covey.tests.process.TestMachine;
import covey.tests.process.TinyDisk;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Downloads to a disk of 16 MiB. */
@NeedsRoot(NeedsRoot.Use.MOUNTS)
class FullDiskIT {
  private static final Duration SOON = Await.PATIENCE;
  private static final int DISK_MIB = 16;

  @RegisterExtension final TestMachine machine = new TestMachine();

  private Path folder = Path.of("unset");
  private TinyDisk disk;

  @BeforeEach
  void mount() throws IOException {
    folder = machine.folder("disk");
    disk = TinyDisk.mount(folder, DISK_MIB);
  }

  @AfterEach
  void unmount() throws IOException {
    disk.close();
  }

  @Test
  void downloadThatDoesNotFitIsRefusedBeforeItStarts() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 1, 40_000_000);
    CoveyNode publisher = machine.node("publisher", "--mode", "p2p");
    CoveyNode reader = machine.node("reader", "--mode", "p2p");
    String link = publisher.api().add(file).get("link").getAsString();

    String line = machine.ask(reader, "get", link, "-o", folder.toString()).failedWith(1);

    assertThat(line).contains(folder.toString());
    assertThat(folder).isEmptyDirectory();
    assertThat(publisher.api().status().get("uploadedBytes").getAsLong()).isZero();
  }

  @Test
  void diskThatFillsUpDuringADownloadEndsItAndSpaceLetsItGoOn() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 2, 8_000_000);
    CoveyNode publisher = machine.node("publisher", "--mode", "p2p", "--up", "1MB");
    CoveyNode reader = machine.node("reader", "--mode", "p2p");
    JsonObject share = publisher.api().add(file);
    String id = share.get("id").getAsString();
    String[] get = {
      "get", share.get("link").getAsString(), "-o", folder.toString(), "--http", reader.http()
    };
    Path hog = folder.resolve("hog");

    CommandProcess first = machine.start(get);
    Await.until("the download has begun", SOON, () -> reader.number(id, "haveBytes") > 0);
    TinyDisk.fill(hog);
    assertThat(first.result(SOON).failedWith(1)).contains(folder.toString());
    assertThat(reader.number(id, "haveBytes")).isPositive().isLessThan(8_000_000);
    assertThat(folder.resolve("file.bin")).doesNotExist();

    Files.delete(hog);
    machine.start(get).result(SOON).succeeded();

    assertThat(folder.resolve("file.bin")).hasSameBinaryContentAs(file);
    assertThat(publisher.number(id, "uploadedBytes"))
        .as("pieces that were there are not sent again")
        .isLessThan(8_000_000 + 4_000_000);
  }
}
