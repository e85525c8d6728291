package covey.tests.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.protocol.content.ShareId;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.RendezvousAnswer;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import covey.protocol.wire.WireConnection;
import covey.protocol.wire.WireDialer;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.TestDeployment;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Attackers request that a node dials a great many addresses. */
class FloodIT {
  private static final Duration SOON = Await.PATIENCE;
  private static final int ATTACKERS = 20;
  private static final int WISHES_OF_EACH = 60;
  private static final int TARGETS = 100;

  /** The limit of ReverseDials in a window of three seconds. */
  private static final int DIALS_IN_WINDOW = 16;

  private static final Duration WINDOW = Duration.ofSeconds(3);

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void nodeDialsFewOfAThousandAddressesAndGoesOnServing() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 1, 1_000_000);
    TestDeployment deployment = TestDeployment.start(machine, TestDeployment.Kind.TRACKER);
    CoveyNode reader = deployment.node("reader");
    CoveyNode hidden = deployment.node("hidden", "--no-listen");
    String id = hidden.api().add(file).get("id").getAsString();
    HostAndPort tracker = HostAndPort.fromString(deployment.tracker().listen());

    try (Targets targets = new Targets()) {
      long began = System.nanoTime();
      int told = 0;
      for (int attacker = 0; attacker < ATTACKERS; attacker++) {
        told += attack(tracker, attacker, hidden.id(), ShareId.parse(id), targets);
      }
      assertThat(told).as("requests that were passed on").isGreaterThanOrEqualTo(1_000);
      reader.api().get("covey:" + id, reader.downloads());
      reader.awaitComplete(id, SOON);
      long windows = Duration.ofNanos(System.nanoTime() - began).dividedBy(WINDOW) + 2;

      assertThat(targets.dialled())
          .isPositive()
          .isLessThanOrEqualTo(DIALS_IN_WINDOW * (int) windows);
    }
  }

  private static int attack(
      HostAndPort tracker, int number, String victim, ShareId share, Targets targets)
      throws IOException {
    byte[] id = new byte[32];
    id[0] = (byte) (number + 1);
    LocalNode self = new LocalNode(NodeId.of(id), "", "attacker", List::of);
    int told = 0;
    try (WireConnection connection = WireDialer.dial(tracker, SOON, self)) {
      for (int i = 0; i < WISHES_OF_EACH; i++) {
        NodeRecord from =
            new NodeRecord(
                self.id(), List.of(targets.address(number * WISHES_OF_EACH + i)), "attacker");
        connection.send(
            new Message.DirectoryRequest(
                i,
                new RendezvousVerb.Introduce(NodeId.parse(victim), from, share, Optional.empty())));
      }
      for (int replies = 0; replies < WISHES_OF_EACH; ) {
        if (connection.receive() instanceof Message.DirectoryReply(long _, var answer)) {
          replies++;
          told += answer.equals(new RendezvousAnswer.Introduced(true)) ? 1 : 0;
        }
      }
    }
    return told;
  }

  /** Counts connections. */
  private static final class Targets implements Closeable {
    private final List<ServerSocket> sockets = new ArrayList<>();
    private final AtomicInteger dialled = new AtomicInteger();

    Targets() throws IOException {
      for (int i = 0; i < TARGETS; i++) {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        Thread.ofVirtual().start(() -> count(socket));
      }
    }

    private void count(ServerSocket socket) {
      try {
        while (true) {
          socket.accept().close();
          dialled.incrementAndGet();
        }
      } catch (IOException closed) {
        // The test is over.
      }
    }

    HostAndPort address(int i) {
      return HostAndPort.fromParts("127.0.0.1", sockets.get(i % TARGETS).getLocalPort());
    }

    int dialled() {
      return dialled.get();
    }

    @Override
    public void close() throws IOException {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}
