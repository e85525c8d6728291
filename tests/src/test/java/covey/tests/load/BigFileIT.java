package covey.tests.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.TestDeployment;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One file of 2 GiB, and the memory that its transfer takes. */
class BigFileIT {
  private static final long FILE_BYTES = 2L << 30;
  private static final long MOST_RESIDENT_BYTES = 256L << 20;

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void twoGibibytesArriveInLittleMemory() throws IOException {
    Path folder = machine.folder("original");
    assertThat(Files.getFileStore(folder).getUsableSpace())
        .as("bytes free under %s", folder)
        .isGreaterThan(2 * FILE_BYTES + (1L << 30));
    Path file = Tree.file(folder.resolve("big.bin"), 1, FILE_BYTES);
    TestDeployment deployment = TestDeployment.start(machine, TestDeployment.Kind.P2P);
    CoveyNode publisher = deployment.node("publisher", TestMachine.LAUNCHED);
    CoveyNode reader = deployment.node("reader", TestMachine.LAUNCHED);

    JsonObject share = publisher.api().add(file);
    reader.api().get(share.get("link").getAsString(), reader.downloads());
    reader.awaitComplete(share.get("id").getAsString(), Await.PATIENCE);

    assertThat(Files.mismatch(file, reader.downloads().resolve("big.bin"))).isEqualTo(-1);
    assertThat(publisher.process().memoryBytes("VmHWM"))
        .as("publisher's peak resident memory")
        .isLessThan(MOST_RESIDENT_BYTES);
    assertThat(reader.process().memoryBytes("VmHWM"))
        .as("reader's peak resident memory")
        .isLessThan(MOST_RESIDENT_BYTES);
  }
}
