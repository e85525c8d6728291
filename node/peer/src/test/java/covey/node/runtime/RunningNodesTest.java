package covey.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningNodesTest {
  @TempDir Path temporary;
  private Path folder;
  private RunningNodes nodes;

  @BeforeEach
  void inAFolderThatIsNotThereYet() {
    folder = temporary.resolve("covey");
    nodes = new RunningNodes(folder);
  }

  @Test
  void entryIsThereFromEnteringToClosing() throws Exception {
    assertThat(nodes.all()).isEmpty();
    RunningNode node = node("127.0.0.1:7411", ProcessHandle.current().pid());
    try (RunningNodes.Entry entry = nodes.enter(node)) {
      assertThat(entry).isNotNull();
      assertThat(nodes.only()).hasValue(node);
      assertThat(nodes.at(HostAndPort.fromString("127.0.0.1:7411"))).hasValue(node);
      assertThat(nodes.at(HostAndPort.fromString("127.0.0.1:7412"))).isEmpty();
    }
    assertThat(nodes.all()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void severalAreAConflictThatNamesThem() throws Exception {
    nodes.enter(node("127.0.0.1:1", ProcessHandle.current().pid()));
    nodes.enter(node("[::1]:2", ProcessHandle.current().pid()));

    assertThatThrownBy(() -> nodes.only())
        .isInstanceOf(NodeProblem.class)
        .hasMessageContaining("127.0.0.1:1, [::1]:2");
    assertThat(nodes.at(HostAndPort.fromString("[::1]:2"))).isPresent();
  }

  @Test
  void entriesOfDeadProcessesAndOtherFilesAreCleanedAway() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    nodes.enter(node("127.0.0.1:1", process.pid()));
    Files.writeString(folder.resolve("x.json"), "{");
    Files.writeString(folder.resolve("y.json"), "{\"pid\":" + ProcessHandle.current().pid() + "}");
    Files.writeString(folder.resolve("z.json"), "");

    assertThat(nodes.only()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void closingLeavesTheEntryOfWhoTookTheAddressOver() throws Exception {
    RunningNodes.Entry old = nodes.enter(node("127.0.0.1:1", 1));
    RunningNode successor = node("127.0.0.1:1", ProcessHandle.current().pid());
    nodes.enter(successor);

    old.close();

    assertThat(nodes.only()).hasValue(successor);
  }

  @Test
  void folderOthersCanWriteIsNotTrusted() throws Exception {
    nodes.enter(node("127.0.0.1:1", ProcessHandle.current().pid()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> nodes.all())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("written by others");
  }

  @Test
  void linkInPlaceOfTheFolderIsNotTrusted() throws Exception {
    Files.createSymbolicLink(folder, Files.createDirectory(temporary.resolve("elsewhere")));

    assertThatThrownBy(() -> nodes.all()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> nodes.enter(node("127.0.0.1:1", 1))).isInstanceOf(IOException.class);
  }

  @Test
  void folderIsTheUsersRuntimeFolderOrATemporaryOneOfTheirOwn() {
    assertThat(RunningNodes.folderOfUser(Map.of("XDG_RUNTIME_DIR", "/run/user/7"), "/tmp"))
        .isEqualTo(Path.of("/run/user/7/covey"));
    assertThat(RunningNodes.folderOfUser(Map.of(), "/tmp").toString()).matches("/tmp/covey-\\d+");
    assertThat(RunningNodes.folderOfUser(Map.of("XDG_RUNTIME_DIR", "relative"), "/tmp").toString())
        .startsWith("/tmp/covey-");
  }

  private static RunningNode node(String http, long pid) {
    return new RunningNode(http, "127.0.0.1:7410", pid, "node", "id", "/s/api-token", "/s");
  }
}
