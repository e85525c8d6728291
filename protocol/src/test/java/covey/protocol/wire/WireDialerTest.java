package covey.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.google.common.net.HostAndPort;
import covey.protocol.wire.HandshakeException.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WireDialerTest {
  private static final LocalNode CLIENT = Samples.node(1, "");

  private ServerSocketChannel server;
  private HostAndPort address;

  @BeforeEach
  void listen() throws IOException {
    server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
    int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    address = HostAndPort.fromParts("127.0.0.1", port);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void aSilentServerIsGivenUpInTime() {
    assertThatIOException()
        .isThrownBy(() -> WireDialer.dial(address, Duration.ofMillis(100), CLIENT))
        .withMessage("cannot reach " + address + ": no answer within 0.1 s");
  }

  @Test
  void aServerThatHangsUpIsNamedInTheMessage() throws Exception {
    Thread hangUp =
        Thread.startVirtualThread(
            () ->
                assertThatNoException()
                    .isThrownBy(
                        () -> {
                          try (SocketChannel channel = server.accept()) {
                            new FrameReader(channel, new Overhead()).next(WireLimits.HELLO_BYTES);
                          }
                        }));

    assertThatIOException()
        .isThrownBy(() -> WireDialer.dial(address, Pair.AMPLE, CLIENT))
        .withMessage("cannot reach " + address + ": it closed the connection without a message");
    hangUp.join();
  }

  @Test
  void aServerOfAnotherProtocolIsNamedInTheMessage() throws Exception {
    Thread web =
        Thread.startVirtualThread(
            () ->
                assertThatNoException()
                    .isThrownBy(
                        () -> {
                          try (SocketChannel channel = server.accept()) {
                            byte[] bytes = "HTTP/1.1 400".getBytes(StandardCharsets.US_ASCII);
                            channel.write(ByteBuffer.wrap(bytes));
                            FrameReader reader = new FrameReader(channel, new Overhead());
                            reader.next(WireLimits.HELLO_BYTES);
                            reader.next(WireLimits.HELLO_BYTES);
                          }
                        }));

    assertThatIOException()
        .isThrownBy(() -> WireDialer.dial(address, Pair.AMPLE, CLIENT))
        .withMessageStartingWith("cannot reach " + address + ": it does not speak this protocol: ");
    web.join();
  }

  @Test
  void aNodeOfAnotherNetworkIsNamed() throws IOException {
    LocalNode other = Samples.node(2, "mzxw6");
    try (WireListener listener = WireListener.open(Pair.ANY_PORT, other, WireConnection::close)) {
      assertThatExceptionOfType(HandshakeException.class)
          .isThrownBy(() -> WireDialer.dial(listener.address(), Pair.AMPLE, CLIENT))
          .withMessage(
              listener.address() + " belongs to the network mzxw6, this node to the open network")
          .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.NETWORK));
    }
  }

  @Test
  void anAddressWithoutPortCannotBeReached() {
    assertThatIOException()
        .isThrownBy(() -> WireDialer.dial(HostAndPort.fromHost("h"), Pair.AMPLE, CLIENT))
        .withMessage("cannot reach h: the address has no port");
  }

  @Test
  void noDelayIsSetAndTheBufferHasTheRequestedSize() throws IOException {
    try (SocketChannel small = SocketChannel.open();
        SocketChannel large = SocketChannel.open()) {
      SocketSettings.DEFAULT.applyTo(small);
      new SocketSettings(256 << 10).applyTo(large);

      assertThat(small.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
      assertThat(small.getOption(StandardSocketOptions.SO_SNDBUF))
          .isLessThan(large.getOption(StandardSocketOptions.SO_SNDBUF));
    }
  }

  @Test
  void aSendBufferHoldsTwoSegmentsOfItsLinkAndIsNeverNarrowed() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (SocketChannel channel = SocketChannel.open()) {
      SocketSettings.DEFAULT.applyTo(channel);
      SocketSettings.holdTwoSegments(channel, new InetSocketAddress(loopback, 1));
      int twoSegments = 2 * NetworkInterface.getByInetAddress(loopback).getMTU();
      assertThat(SocketSettings.heldBytes(channel)).isGreaterThanOrEqualTo(twoSegments);

      SocketSettings.widen(channel, 1_000);
      assertThat(SocketSettings.heldBytes(channel)).isGreaterThanOrEqualTo(twoSegments);
    }
  }
}
