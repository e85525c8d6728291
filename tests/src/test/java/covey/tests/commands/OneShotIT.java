package covey.tests.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import covey.tests.process.Await;
import covey.tests.process.CommandProcess;
import covey.tests.process.CoveyNode;
import covey.tests.process.Result;
import covey.tests.process.TestDeployment;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** `share` and `get` without a running node: each starts a node of its own. */
class OneShotIT {
  private static final Duration SOON = Await.PATIENCE;

  /** A free port, so that tests do not disturb other nodes on the machine. */
  private static final Map<String, String> ANY_PORT = Map.of("COVEY_LISTEN", "127.0.0.1:0");

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void shareKeepsServingAndGetEndsOnceComplete() throws IOException {
    Path folder = Tree.nested(machine.folder("original").resolve("things"), 1);
    CommandProcess share = start("share", folder.toString(), "--standalone", "--mode", "p2p");
    Await.until("the link is printed", SOON, share, () -> share.out().contains("covey:"));
    String link = share.out().strip();
    Path dir = machine.folder("downloads");

    Result get =
        start("get", link, "--standalone", "--mode", "p2p", "-o", dir.toString()).result(SOON);

    get.succeeded();
    assertThat(Tree.list(dir.resolve("things"))).isEqualTo(Tree.list(folder));
    assertThat(share.alive()).as("share keeps serving").isTrue();
    assertThat(share.terminate(SOON)).isIn(0, 130, 143);
  }

  @Test
  void aShareIsFoundByNameThroughATracker() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("report.bin"), 2, 2_000_000);
    String tracker = TestDeployment.start(machine, TestDeployment.Kind.TRACKER).tracker().listen();
    CommandProcess share = start("share", file.toString(), "--standalone", "--tracker", tracker);
    Await.until("the link is printed", SOON, share, () -> share.out().contains("covey:"));
    Path dir = machine.folder("downloads");

    start("get", "report.bin", "--standalone", "--tracker", tracker, "-o", dir.toString())
        .result(SOON)
        .succeeded();

    assertThat(dir.resolve("report.bin")).hasSameBinaryContentAs(file);
  }

  @Test
  void anInterruptedGetIsResumed() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 3, 12_000_000);
    CoveyNode publisher = machine.node("publisher", "--mode", "p2p", "--up", "3MB");
    JsonObject share = publisher.api().add(file);
    Path dir = machine.folder("downloads");
    String[] get = {
      "get", share.get("link").getAsString(), "--standalone", "--mode", "p2p", "-o", dir.toString()
    };

    CommandProcess first = start(get);
    String id = share.get("id").getAsString();
    Await.until("half is sent", SOON, () -> publisher.number(id, "uploadedBytes") > 6_000_000);
    assertThat(first.terminate(SOON)).isIn(130, 143);
    start(get).result(SOON).succeeded();

    assertThat(dir.resolve("file.bin")).hasSameBinaryContentAs(file);
    assertThat(publisher.number(id, "uploadedBytes"))
        .as("the rest, not everything again")
        .isLessThan(12_000_000 + 5_000_000);
  }

  private CommandProcess start(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--state", machine.folder("state-of-" + args[0]).toString()));
    return machine.start(args[0], all, ANY_PORT);
  }
}
