package covey.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.Result;
import covey.tests.process.TestDeployment;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Wrong input and a broken environment produce one clear line and the right exit code. */
@Execution(ExecutionMode.CONCURRENT)
class BadInputIT {
  private static final String UNKNOWN_ID = "abcdefgh".repeat(6) + "abca";

  @RegisterExtension static final TestMachine machine = new TestMachine();

  private static CoveyNode publisher;
  private static CoveyNode node;

  @BeforeAll
  static void start() {
    publisher = machine.node("publisher", "--mode", "p2p");
    node = machine.node("node", "--mode", "p2p", "--join", publisher.listen());
  }

  @Test
  void wrongLinkIsWrongUsage() {
    Path dir = machine.folder("of wrong links").resolve("downloads");
    for (String link :
        List.of("covey:tooshort", "covey:", "covey:" + UNKNOWN_ID + "?p=nowhere:0")) {
      Result result = machine.ask(node, "get", link, "-o", dir.toString());
      assertThat(result.usedWrongly()).as(link).isNotBlank();
    }
    assertThat(dir).doesNotExist();
  }

  @Test
  void unknownOptionIsWrongUsageAndNamed() {
    assertThat(machine.run("node", "--no-such-option").usedWrongly()).contains("--no-such-option");
    assertThat(machine.runHere("node", "--up", "fast").usedWrongly()).contains("fast");
    assertThat(machine.runHere("node", "--mode", "anarchy").usedWrongly()).contains("anarchy");
    assertThat(machine.runHere("nosuchcommand").usedWrongly()).contains("nosuchcommand");
  }

  @Test
  void unknownShareIsNotFound() {
    TestDeployment deployment = TestDeployment.start(machine, TestDeployment.Kind.TRACKER);
    CoveyNode asked = deployment.node("asked");
    String dir = asked.downloads().toString();

    machine.askByProcess(asked, "get", "covey:" + UNKNOWN_ID, "-o", dir).failedWith(3);
    machine.ask(asked, "get", "no such name", "-o", dir).failedWith(3);
    machine.ask(asked, "status", "abcdefgh").failedWith(3);
    machine.ask(asked, "rm", "abcdefgh").failedWith(3);
    machine.ask(asked, "verify", "abcdefgh").failedWith(3);
    machine.ask(asked, "pause", "abcdefgh").failedWith(3);
  }

  @Test
  void unreachableTrackerIsNamed() throws IOException {
    String nobody = "127.0.0.1:" + freePort();
    Path dir = machine.folder("downloads");
    String line =
        machine
            .run(
                "get",
                "covey:" + UNKNOWN_ID,
                "--standalone",
                "--mode",
                "tracker",
                "--tracker",
                nobody,
                "--state",
                machine.folder("state of get").toString(),
                "--timeout",
                "5s",
                "-o",
                dir.toString())
            .failedWith(6);
    assertThat(line).contains(nobody);
  }

  @Test
  void commandWithoutARunningNodeSaysSo() throws IOException {
    String nobody = "127.0.0.1:" + freePort();
    assertThat(machine.run("ls", "--http", nobody).failedWith(1)).contains(nobody);
  }

  @Test
  void portInUseIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      String state = machine.folder("state of port").toString();
      String listen =
          machine
              .run("node", "--listen", address, "--http", "127.0.0.1:0", "--state", state)
              .failedWith(1);
      assertThat(listen).contains(String.valueOf(taken.getLocalPort()), "in use");
      String http =
          machine
              .runHere("node", "--listen", "127.0.0.1:0", "--http", address, "--state", state)
              .failedWith(1);
      assertThat(http).contains(String.valueOf(taken.getLocalPort()), "in use");
    }
  }

  @Test
  void listeningBeyondLoopbackIsRefusedWithoutOpen() {
    String state = machine.folder("state of open").toString();
    String line =
        machine
            .runHere("node", "--listen", "0.0.0.0:0", "--http", "127.0.0.1:0", "--state", state)
            .failedWith(4);
    assertThat(line).contains("--open");
  }

  @Test
  void folderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 1, 100_000);
    String link = publisher.api().add(file).get("link").getAsString();
    Path belowAFile = file.resolve("below");

    assertThat(machine.ask(node, "get", link, "-o", belowAFile.toString()).failedWith(1))
        .contains("file.bin");
    assertThat(machine.ask(node, "get", link, "-o", "/proc/covey").failedWith(1)).contains("/proc");
    String line =
        machine
            .runHere("node", "--state", belowAFile.toString(), "--listen", "127.0.0.1:0")
            .failedWith(1);
    assertThat(line).contains("file.bin");
  }

  @Test
  void pathThatIsGoneIsNamed() throws IOException {
    String gone = machine.folder("original").resolve("gone").toString();
    assertThat(machine.ask(node, "share", gone).failedWith(1)).contains(gone);
    assertThat(node.api().shares().toString()).doesNotContain(gone);
  }

  @Test
  void linkThatLeadsOutOfTheFolderIsRefusedWithItsName() throws IOException {
    Path folder = machine.folder("original/things");
    Files.createSymbolicLink(folder.resolve("way-out"), Path.of("../../elsewhere"));
    assertThat(machine.ask(node, "share", folder.toString()).failedWith(1)).contains("way-out");
  }

  @Test
  void secondProcessOnAStateFolderIsRefusedAndTheFirstGoesOn() throws IOException {
    String line =
        machine
            .run(
                "node",
                "--state",
                node.state().toString(),
                "--listen",
                "127.0.0.1:0",
                "--http",
                "127.0.0.1:0")
            .failedWith(1);
    assertThat(line).contains(node.state().toString());
    assertThat(node.api().status().get("id").getAsString()).isEqualTo(node.id());
  }

  @Test
  void fileChangedWhileSharedIsNeverGivenOutAsWhatItWas() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("changed.bin"), 2, 4_000_000);
    String link = publisher.api().add(file).get("link").getAsString();
    Files.write(file, new byte[1_000_000], StandardOpenOption.WRITE);

    machine
        .askByProcess(node, "get", link, "-o", node.downloads().toString(), "--timeout", "8s")
        .failedWith(6);

    assertThat(node.downloads().resolve("changed.bin")).doesNotExist();
    assertThat(machine.ask(publisher, "verify", link).exitCode()).as("damaged").isEqualTo(5);
  }

  @Test
  void timeoutIsExitCodeSixAndTheDownloadIsResumable() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("slow.bin"), 3, 8_000_000);
    CoveyNode reader = machine.node("reader", "--mode", "p2p", "--down", "1MB");
    String link = publisher.api().add(file).get("link").getAsString();
    String dir = reader.downloads().toString();

    machine.ask(reader, "get", link, "-o", dir, "--timeout", "2s").failedWith(6);
    reader.process().terminate(Await.PATIENCE);
    CoveyNode again = machine.node("reader", "--mode", "p2p");
    machine.ask(again, "get", link, "-o", dir).succeeded();

    assertThat(reader.downloads().resolve("slow.bin")).hasSameBinaryContentAs(file);
  }

  @Test
  void apiRefusesAWrongToken() throws IOException {
    assertThat(node.api().send("DELETE", "shares/" + UNKNOWN_ID, null, "wrong").statusCode())
        .isEqualTo(401);
    assertThat(node.api().send("DELETE", "shares/" + UNKNOWN_ID, null, "").statusCode())
        .isEqualTo(401);
    assertThat(Files.getPosixFilePermissions(node.state().resolve("api-token")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
