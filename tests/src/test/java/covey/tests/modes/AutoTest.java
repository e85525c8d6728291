package covey.tests.modes;

import static org.assertj.core.api.Assertions.assertThat;

import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.Deployment;
import covey.tests.process.Machine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** `auto`: the tracker while it answers, else all nodes. */
class AutoTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @RegisterExtension final Machine machine = new Machine();

  @Test
  void downloadCompletesThoughTheTrackerIsKilled() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 1, 24_000_000);
    Deployment deployment = Deployment.start(machine, Deployment.Kind.AUTO);
    CoveyNode publisher = deployment.node("publisher");
    CoveyNode reader = deployment.node("reader", "--down", "4MB");
    String link = machine.ask(publisher, "share", file.toString()).succeeded().link();
    String id = reader.api().get(link, reader.downloads()).get("id").getAsString();

    Await.until("a part is there", SOON, () -> reader.number(id, "haveBytes") > 1_000_000);
    deployment.tracker().process().kill();
    assertThat(reader.number(id, "haveBytes")).isLessThan(24_000_000);
    reader.awaitComplete(id, SOON);

    assertThat(reader.downloads().resolve("file.bin")).hasSameBinaryContentAs(file);
  }
}
