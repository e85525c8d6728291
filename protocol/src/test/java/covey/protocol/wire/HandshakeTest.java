package covey.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.wire.HandshakeException.Problem;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandshakeTest {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void theHighestCommonVersionIsSpoken() throws Exception {
    Outcomes outcomes =
        shake(
            new Handshake(Samples.node(1, ""), new VersionRange(2, 5)),
            new Handshake(Samples.node(2, ""), new VersionRange(1, 4)));

    assertThat(outcomes.dialler()).isEqualTo("version 4");
    assertThat(outcomes.accepter()).isEqualTo("version 4");
  }

  @Test
  void withNoCommonVersionBothSidesNameBothRanges() throws Exception {
    Outcomes outcomes =
        shake(
            new Handshake(Samples.node(1, ""), new VersionRange(1, 2)),
            new Handshake(Samples.node(2, ""), new VersionRange(3, 7)));

    assertThat(outcomes.dialler())
        .isEqualTo(
            "VERSION: there speaks versions 3 to 7 of the protocol, this node versions 1 to 2");
    assertThat(outcomes.accepter())
        .isEqualTo(
            "VERSION: there speaks versions 1 to 2 of the protocol, this node versions 3 to 7");
  }

  @Test
  void nodesOfTwoNetworksDoNotTalk() throws Exception {
    Outcomes outcomes =
        shake(new Handshake(Samples.node(1, "mzxw6")), new Handshake(Samples.node(2, "")));

    assertThat(outcomes.dialler())
        .isEqualTo("NETWORK: there belongs to the open network, this node to the network mzxw6");
    assertThat(outcomes.accepter())
        .isEqualTo("NETWORK: there belongs to the network mzxw6, this node to the open network");
  }

  @Test
  void aNodeDoesNotTalkToItself() throws Exception {
    Handshake same = new Handshake(Samples.node(1, ""));

    assertThat(shake(same, same))
        .isEqualTo(
            new Outcomes(
                Problem.SELF + ": there is this node itself",
                Problem.SELF + ": there is this node itself"));
  }

  private record Outcomes(String dialler, String accepter) {}

  private Outcomes shake(Handshake dialling, Handshake accepting) throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (ServerSocketChannel server = ServerSocketChannel.open().bind(any);
        SocketChannel near = SocketChannel.open(server.getLocalAddress());
        SocketChannel far = server.accept()) {
      Future<String> accepter = threads.submit(() -> outcome(accepting, far, false));
      String dialler = outcome(dialling, near, true);
      return new Outcomes(dialler, accepter.get(30, TimeUnit.SECONDS));
    }
  }

  private static String outcome(Handshake handshake, SocketChannel channel, boolean dialled)
      throws Exception {
    try (WireConnection connection = handshake.run(channel, "there", dialled)) {
      return "version " + connection.version();
    } catch (HandshakeException e) {
      assertThat(channel.isOpen()).isFalse();
      return e.problem() + ": " + e.getMessage();
    }
  }
}
