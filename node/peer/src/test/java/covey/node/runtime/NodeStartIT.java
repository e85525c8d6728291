package covey.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import covey.node.transfer.Connection;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.WireConnection;
import covey.protocol.wire.WireDialer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that cannot start leaves nothing behind: no thread, no open port, no lock. */
@Timeout(300)
class NodeStartIT {
  private static final String LOOPBACK = "127.0.0.1";

  @TempDir private Path folder;
  private Leftovers leftovers;

  @BeforeEach
  void look() throws IOException {
    leftovers = new Leftovers(folder);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    assertThat(leftovers.await()).isEmpty();
  }

  @Test
  void eachStepOfANodeThatFailsClosesWhatHadBegun() throws Exception {
    eachStepFails(node(Mode.P2P, 0));
  }

  @Test
  void eachStepOfATrackerThatFailsClosesWhatHadBegun() throws Exception {
    eachStepFails(tracker());
  }

  private void eachStepFails(NodeSettings settings) throws Exception {
    List<String> steps = new ArrayList<>();
    try (Node node = Node.start(settings, null, steps::add)) {
      node.add(Files.writeString(folder.resolve("content"), "shared"), null);
    }
    assertThat(leftovers.await()).isEmpty();
    assertThat(steps).hasSizeGreaterThan(10).endsWith("listener", "end");
    for (String failing : steps) {
      assertThatThrownBy(() -> Node.start(settings, null, step -> failAt(failing, step)))
          .hasMessage("failed at " + failing);
      assertThat(leftovers.await()).as(failing).isEmpty();
    }
    try (Node node = Node.start(settings)) {
      assertThat(node.shares()).hasSize(1);
    }
  }

  private static void failAt(String failing, String step) {
    if (step.equals(failing)) {
      throw new IllegalStateException("failed at " + step);
    }
  }

  @Test
  void aPortThatIsTakenFailsTheStart() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      leftovers = new Leftovers(folder);
      assertThatThrownBy(() -> Node.start(node(Mode.P2P, taken.getLocalPort())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is in use");
      assertThat(leftovers.await()).isEmpty();
    }
    leftovers = new Leftovers(folder);
  }

  @Test
  void aStateFolderThatIsInUseFailsTheStart() throws Exception {
    try (Node _ = Node.start(node(Mode.P2P, 0))) {
      assertThatThrownBy(() -> Node.start(node(Mode.P2P, 0)))
          .isInstanceOf(NodeProblem.class)
          .hasMessageContaining("is in use by process");
    }
  }

  @Test
  void anOrderThatCannotBeReadFailsTheStart() throws Exception {
    Path state = Files.createDirectories(folder.resolve("state"));
    Files.write(state.resolve("mode-order.json"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> Node.start(node(Mode.P2P, 0))).isInstanceOf(IOException.class);
  }

  @Test
  void aDamagedNodeIdFailsTheStart() throws Exception {
    Path state = Files.createDirectories(folder.resolve("state"));
    Files.writeString(state.resolve("node-id"), "?");
    assertThatThrownBy(() -> Node.start(node(Mode.P2P, 0)))
        .isInstanceOf(NodeProblem.class)
        .hasMessageContaining("node-id is damaged");
  }

  @Test
  void aMembersPortThatIsTakenFailsTheStart() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      leftovers = new Leftovers(folder);
      DirectorySettings refused =
          new DirectorySettings(
              Mode.P2P,
              List.of(),
              DirectorySettings.Members.listeningOn(
                  Optional.of(HostAndPort.fromParts(LOOPBACK, taken.getLocalPort()))),
              List.of(),
              false);
      assertThatThrownBy(() -> Node.start(settings(NodeSettings.Role.NODE, 0, refused)))
          .isInstanceOf(IOException.class);
      assertThat(leftovers.await()).isEmpty();
    }
    leftovers = new Leftovers(folder);
  }

  @Test
  void connectionsAreAcceptedLastAndEarlyOnesWait() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      port = free.getLocalPort();
    }
    List<String> accepting = new ArrayList<>();
    CompletableFuture<NodeId> early = new CompletableFuture<>();
    Consumer<String> steps =
        step -> {
          if (step.equals("listener")) {
            accepting.addAll(acceptingThreads());
            Connection.THREADS.newThread(() -> early.complete(dial(port))).start();
          }
        };
    try (Node node = Node.start(node(Mode.P2P, port), null, steps)) {
      assertThat(accepting).isEmpty();
      assertThat(acceptingThreads()).hasSize(1);
      assertThat(early.get().toString()).isEqualTo(node.id());
    }
  }

  private List<String> acceptingThreads() {
    try {
      return leftovers.now().stream().filter(left -> left.contains("wire-accept")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NodeId dial(int port) {
    NodeId id = NodeId.random(new SecureRandom());
    LocalNode caller = new LocalNode(id, "", "test", List::of);
    try (WireConnection wire =
        WireDialer.dial(HostAndPort.fromParts(LOOPBACK, port), Duration.ofMinutes(1), caller)) {
      return wire.remote().node();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private NodeSettings node(Mode mode, int port) {
    return settings(NodeSettings.Role.NODE, port, DirectorySettings.of(mode, List.of()));
  }

  private NodeSettings tracker() {
    return settings(
        NodeSettings.Role.TRACKER,
        0,
        DirectorySettings.ofTracker(List.of(), Optional.empty()).relaying(true));
  }

  private NodeSettings settings(NodeSettings.Role role, int port, DirectorySettings directory) {
    boolean tracker = role == NodeSettings.Role.TRACKER;
    return new NodeSettings(
        role,
        HostAndPort.fromParts(LOOPBACK, port),
        directory,
        folder.resolve("state"),
        folder.resolve("downloads"),
        tracker ? Optional.of(folder.resolve("origin")) : Optional.empty(),
        NodeSettings.Limits.NONE);
  }
}
