package covey.tests.modes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.TestDeployment;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Properties that hold in every mode. */
class EachModeIT {
  private static final Duration SOON = Await.PATIENCE;

  @RegisterExtension final TestMachine machine = new TestMachine();

  @ParameterizedTest
  @EnumSource
  void folderOfEveryKindOfThingArrivesAsItWas(TestDeployment.Kind kind) throws IOException {
    Path folder = Tree.nested(machine.folder("original").resolve("things"), 1);
    TestDeployment deployment = TestDeployment.start(machine, kind);
    CoveyNode publisher = deployment.node("publisher");
    CoveyNode reader = deployment.node("reader");

    String link = machine.ask(publisher, "share", folder.toString()).succeeded().link();
    machine.ask(reader, "get", link, "-o", reader.downloads().toString()).succeeded();

    assertThat(Tree.list(reader.downloads().resolve("things"))).isEqualTo(Tree.list(folder));
    assertThat(reader.downloads()).isDirectoryContaining(p -> p.endsWith("things"));
    assertThat(Tree.list(reader.downloads()).keySet())
        .as("nothing else is left in the folder")
        .allMatch(path -> path.isEmpty() || path.startsWith("things"));
  }

  @ParameterizedTest
  @EnumSource
  void sameFolderOnAnotherMachineHasTheSameId(TestDeployment.Kind kind) throws IOException {
    Path one = Tree.nested(machine.folder("one").resolve("things"), 2);
    Path other = Tree.nested(machine.folder("other").resolve("things"), 2);
    TestDeployment deployment = TestDeployment.start(machine, kind);

    JsonObject a = deployment.node("a").api().add(one);
    JsonObject b = deployment.node("b").api().add(other);

    assertThat(a.get("id")).isEqualTo(b.get("id"));
  }

  @Test
  void twoDownloadsAtOnceBothArrive() throws IOException {
    Path one = Tree.file(machine.folder("original").resolve("one.bin"), 3, 20_000_000);
    Path two = Tree.nested(machine.folder("original").resolve("two"), 4);
    TestDeployment deployment = TestDeployment.start(machine, TestDeployment.Kind.P2P);
    CoveyNode publisher = deployment.node("publisher");
    CoveyNode reader = deployment.node("reader", "--down", "10MB");
    JsonObject first = publisher.api().add(one);
    JsonObject second = publisher.api().add(two);

    reader.api().get(first.get("link").getAsString(), reader.downloads());
    reader.api().get(second.get("link").getAsString(), reader.downloads());
    assertThat(reader.api().shares()).hasSize(2);
    reader.awaitComplete(second.get("id").getAsString(), SOON);
    reader.awaitComplete(first.get("id").getAsString(), SOON);

    assertThat(reader.downloads().resolve("one.bin")).hasSameBinaryContentAs(one);
    assertThat(Tree.list(reader.downloads().resolve("two"))).isEqualTo(Tree.list(two));
  }

  @ParameterizedTest
  @EnumSource
  void shareIsFoundByItsNameAndByItsBareId(TestDeployment.Kind kind) throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("Annual Report.bin"), 5, 100_000);
    TestDeployment deployment = TestDeployment.start(machine, kind);
    CoveyNode publisher = deployment.node("publisher");
    CoveyNode reader = deployment.node("reader");
    machine.ask(publisher, "share", file.toString()).succeeded();
    String id = publisher.api().shares().get(0).getAsJsonObject().get("id").getAsString();

    JsonObject found =
        machine
            .ask(reader, "search", "report", "--json")
            .succeeded()
            .jsonList()
            .get(0)
            .getAsJsonObject();
    assertThat(found.get("id").getAsString()).isEqualTo(id);
    assertThat(found.get("name").getAsString()).isEqualTo("Annual Report.bin");

    String dir = reader.downloads().toString();
    machine.ask(reader, "get", "covey:" + id, "-o", dir).succeeded();
    assertThat(reader.downloads().resolve("Annual Report.bin")).hasSameBinaryContentAs(file);
  }
}
