package covey.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.protocol.identity.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeStateFolderTest {
  @TempDir Path temporary;

  @Test
  void idAndTokenAreMadeOnceAndLast() throws Exception {
    Path folder = temporary.resolve("a/state");
    NodeId id;
    String token;
    try (NodeStateFolder first = NodeStateFolder.open(folder)) {
      id = first.nodeId();
      token = first.token().reveal();
      assertThat(first.shares()).isDirectory();
    }
    try (NodeStateFolder second = NodeStateFolder.open(folder)) {
      assertThat(second.nodeId()).isEqualTo(id);
      assertThat(second.token().matches(token)).isTrue();
      assertThat(Files.readString(second.tokenFile()).strip()).isEqualTo(token).hasSize(52);
    }
  }

  @Test
  void onlyTheOwnerMayReadIt() throws Exception {
    Path folder = temporary.resolve("state");
    try (NodeStateFolder state = NodeStateFolder.open(folder)) {
      assertThat(mode(folder)).isEqualTo("rwx------");
      assertThat(mode(state.shares())).isEqualTo("rwx------");
      assertThat(mode(state.tokenFile())).isEqualTo("rw-------");
      assertThat(mode(folder.resolve("node-id"))).isEqualTo("rw-------");
    }
    Files.setPosixFilePermissions(
        folder.resolve("api-token"), PosixFilePermissions.fromString("rw-r--r--"));
    try (NodeStateFolder state = NodeStateFolder.open(folder)) {
      assertThat(mode(state.tokenFile())).isEqualTo("rw-------");
    }
  }

  @Test
  void secondHolderIsToldWhoTheFirstIs() throws Exception {
    NodeStateFolder first = NodeStateFolder.open(temporary);
    assertThatThrownBy(() -> NodeStateFolder.open(temporary))
        .isInstanceOfSatisfying(
            NodeProblem.class,
            problem -> assertThat(problem.kind()).isEqualTo(NodeProblem.Kind.CONFLICT))
        .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    first.close();
    NodeStateFolder.open(temporary).close();
  }

  @Test
  void otherProcessIsKeptOut() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                temporary.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(holder.inputReader().readLine()).startsWith("held ");
      assertThatThrownBy(() -> NodeStateFolder.open(temporary))
          .isInstanceOf(NodeProblem.class)
          .hasMessageContaining("in use by process " + holder.pid());
    } finally {
      holder.destroyForcibly();
    }
    assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
    NodeStateFolder.open(temporary).close(); // a killed process holds nothing
  }

  @Test
  void damagedIdIsToldAndNotReplaced() throws Exception {
    Files.writeString(temporary.resolve("node-id"), "nonsense\n");

    assertThatThrownBy(() -> NodeStateFolder.open(temporary))
        .isInstanceOf(NodeProblem.class)
        .hasMessageContaining("node-id is damaged");

    assertThat(temporary.resolve("node-id")).hasContent("nonsense\n");
    Files.delete(temporary.resolve("node-id"));
    NodeStateFolder.open(temporary).close(); // the lock was let go
  }

  @Test
  void fileInItsPlaceIsOneLineForPeople() throws Exception {
    Path file = Files.writeString(temporary.resolve("state"), "");

    assertThatThrownBy(() -> NodeStateFolder.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a file");
  }

  @Test
  void tokenIsNotPrinted() throws Exception {
    try (NodeStateFolder state = NodeStateFolder.open(temporary)) {
      assertThat(state.token().toString()).doesNotContain(state.token().reveal());
      assertThat(state.token().matches("")).isFalse();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** Another process that holds the folder until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws Exception {
      try (NodeStateFolder state = NodeStateFolder.open(Path.of(args[0]))) {
        System.out.println("held " + state.path());
        System.in.read();
      }
    }
  }
}
