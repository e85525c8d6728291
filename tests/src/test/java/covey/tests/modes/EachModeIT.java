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
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Properties that hold in every mode. */
class EachModeIT {
  private static final Duration SOON = Await.PATIENCE;

  @RegisterExtension static final TestMachine machine = new TestMachine();

  /** The nodes of all tests in a mode. */
  private static final Map<TestDeployment.Kind, Pair> PAIRS = new TreeMap<>();

  private record Pair(CoveyNode publisher, CoveyNode reader) {}

  private static Pair pair(TestDeployment.Kind kind) {
    return PAIRS.computeIfAbsent(kind, EachModeIT::start);
  }

  private static Pair start(TestDeployment.Kind kind) {
    TestDeployment deployment = TestDeployment.start(machine, kind, kind + "-");
    return new Pair(deployment.node("publisher"), deployment.node("reader"));
  }

  @ParameterizedTest
  @EnumSource
  void folderOfEveryKindOfThingArrivesAsItWas(TestDeployment.Kind kind) throws IOException {
    Path folder = Tree.nested(machine.folder("original of " + kind).resolve("things"), 1);
    Path downloads = machine.folder("downloads in " + kind);
    Pair nodes = pair(kind);

    String link = machine.ask(nodes.publisher, "share", folder.toString()).succeeded().link();
    machine.ask(nodes.reader, "get", link, "-o", downloads.toString()).succeeded();

    assertThat(Tree.list(downloads.resolve("things"))).isEqualTo(Tree.list(folder));
    assertThat(downloads).isDirectoryContaining(p -> p.endsWith("things"));
    assertThat(Tree.list(downloads).keySet())
        .as("nothing else is left in the folder")
        .allMatch(path -> path.isEmpty() || path.startsWith("things"));
  }

  @ParameterizedTest
  @EnumSource
  void sameFolderOnAnotherMachineHasTheSameId(TestDeployment.Kind kind) throws IOException {
    Path one = Tree.nested(machine.folder("one of " + kind).resolve("same"), 2);
    Path other = Tree.nested(machine.folder("other of " + kind).resolve("same"), 2);
    Pair nodes = pair(kind);

    JsonObject a = nodes.publisher.api().add(one);
    JsonObject b = nodes.reader.api().add(other);

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
    Path original = machine.folder("original of " + kind);
    Path file = Tree.file(original.resolve("Annual Report.bin"), 5, 100_000);
    Pair nodes = pair(kind);
    String link = machine.ask(nodes.publisher, "share", file.toString()).succeeded().link();

    JsonObject found =
        machine
            .ask(nodes.reader, "search", "report", "--json")
            .succeeded()
            .jsonList()
            .get(0)
            .getAsJsonObject();
    String id = found.get("id").getAsString();
    assertThat(link).contains(id);
    assertThat(found.get("name").getAsString()).isEqualTo("Annual Report.bin");

    Path dir = nodes.reader.downloads();
    machine.ask(nodes.reader, "get", "covey:" + id, "-o", dir.toString()).succeeded();
    assertThat(dir.resolve("Annual Report.bin")).hasSameBinaryContentAs(file);
  }
}
