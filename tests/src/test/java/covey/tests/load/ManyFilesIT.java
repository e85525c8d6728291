package covey.tests.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.TestDeployment;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A folder of thousands of small files, like a Maven repository. */
class ManyFilesIT {
  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void threeThousandSmallFilesArriveAsTheyWere() throws IOException {
    Path folder = Tree.manyFiles(machine.folder("original").resolve("repository"), 1, 3_000);
    TestDeployment deployment = TestDeployment.start(machine, TestDeployment.Kind.TRACKER);
    CoveyNode publisher = deployment.node("publisher");
    CoveyNode reader = deployment.node("reader");

    JsonObject share = publisher.api().add(folder);
    assertThat(share.get("files").getAsInt()).isEqualTo(3_000);
    reader.api().get(share.get("link").getAsString(), reader.downloads());
    reader.awaitComplete(share.get("id").getAsString(), Await.PATIENCE);

    assertThat(Tree.list(reader.downloads().resolve("repository"))).isEqualTo(Tree.list(folder));
  }
}
