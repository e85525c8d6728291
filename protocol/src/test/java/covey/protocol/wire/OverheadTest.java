package covey.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.identity.NodeId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OverheadTest {
  private final Overhead overhead = new Overhead();
  private final LocalNode dialling = node(1, overhead);
  private final Overhead overheadThere = new Overhead();
  private final LocalNode listening = node(2, overheadThere);

  @Test
  void everyByteCountsExceptThePayloadOfBlocks() throws Exception {
    try (Pair pair = Pair.open()) {
      var connection = WireDialer.dial(pair.listener().address(), Pair.AMPLE, dialling);
      Message hello = new Message.Hello(1, 1, List.of(), dialling.id(), "", "t", List.of());
      long expected = bytes(hello);
      assertThat(overhead.controlBytes()).isEqualTo(expected);

      List<Message> small =
          List.of(
              new Message.Ping(1),
              new Message.Have(1, List.of(1, 2, 300)),
              new Message.Request(1, 2, 0, 16_384));
      connection.send(small);
      expected += small.stream().mapToLong(OverheadTest::bytes).sum();
      assertThat(overhead.controlBytes()).isEqualTo(expected);

      Message block = new Message.Block(1, 2, 0, 5_000, true);
      connection.send(block, ByteBuffer.allocate(5_000));
      connection.send(block, channel -> channel.write(ByteBuffer.allocate(5_000)));
      expected += 2 * bytes(block);
      assertThat(overhead.controlBytes()).isEqualTo(expected);

      Message info = new Message.InfoChunk(1, 0, 700, 700);
      connection.send(info, ByteBuffer.allocate(700));
      assertThat(overhead.controlBytes()).isEqualTo(expected + bytes(info) + 700);
      connection.close();
    }
  }

  @Test
  void bothEndsCountRequestsAnswersAndRefusals() throws Exception {
    BlockingQueue<WireConnection> accepted = new LinkedBlockingQueue<>();
    try (WireListener listener = WireListener.open(Pair.ANY_PORT, listening, accepted::add);
        WireConnection asking = WireDialer.dial(listener.address(), Pair.AMPLE, dialling);
        WireConnection answering = Pair.next(accepted)) {
      asking.send(new Message.DirectoryRequest(1, new DirectoryVerb.Describe()));
      asking.send(new Message.DirectoryRequest(2, new DirectoryVerb.Search("x", 1)));
      var _ = answering.receive();
      var _ = answering.receive();
      reply(answering, 1, new DirectoryAnswer.Failed(DirectoryAnswer.FailureCode.BUSY, "full"));
      reply(answering, 2, new DirectoryAnswer.Found(List.of()));
      var _ = asking.receive();
      var _ = asking.receive();

      assertThat(overhead.directoryRequests()).isEqualTo(2);
      assertThat(overhead.directoryRequestsAnswered()).isZero();
      assertThat(overhead.refusalsReceived()).isEqualTo(1);
      assertThat(overhead.refusalsSent()).isZero();
      assertThat(overheadThere.directoryRequests()).isZero();
      assertThat(overheadThere.directoryRequestsAnswered()).isEqualTo(2);
      assertThat(overheadThere.refusalsSent()).isEqualTo(1);
      assertThat(overheadThere.refusalsReceived()).isZero();
    }
  }

  @Test
  void onlyNegativeAnswersAreRefusals() {
    for (Message.ErrorCode code : Message.ErrorCode.values()) {
      overhead.heard(new Message.ErrorMessage(code, "", 0, Optional.empty()));
    }
    assertThat(overhead.refusalsReceived())
        .as("BUSY, NOT_ALLOWED, UNKNOWN_SHARE, VERSION")
        .isEqualTo(4);

    for (var state : Message.DepositState.State.values()) {
      overhead.heard(new Message.DepositState(Samples.SHARE, state, 0, ""));
    }
    overhead.heard(new Message.Refused(1, 2, 3, 4));
    overhead.heard(new Message.Goodbye("stopping"));
    overhead.heard(
        new Message.DirectoryReply(
            1, new DirectoryAnswer.Failed(DirectoryAnswer.FailureCode.INTERNAL, "")));
    assertThat(overhead.refusalsReceived()).isEqualTo(6);
    assertThat(overhead.refusalsSent()).isZero();
  }

  @Test
  void anExcessConnectionIsRefusedOnceAtEachEnd() throws Exception {
    try (WireListener listener = listener(4, 1);
        WireConnection _ =
            WireDialer.dial(listener.address(), Pair.AMPLE, node(3, new Overhead()))) {
      assertThatExceptionOfType(HandshakeException.class)
          .isThrownBy(() -> WireDialer.dial(listener.address(), Pair.AMPLE, dialling));
      assertThat(overhead.refusalsReceived()).isEqualTo(1);
      awaitRefusalSent();
    }
  }

  @Test
  void aConnectionThatIsDroppedUnreadCountsAsARefusal() throws Exception {
    try (WireListener listener = listener(1, 4);
        SocketChannel first = socket(listener)) {
      var _ = new FrameReader(first, overhead).next(WireLimits.HELLO_BYTES);
      try (SocketChannel second = socket(listener)) {
        assertThat(second.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        awaitRefusalSent();
      }
    }
  }

  private static LocalNode node(int id, Overhead overhead) {
    return new LocalNode(NodeId.of(Samples.bytes(id)), "", "t", List::of, overhead, null);
  }

  private static long bytes(Message message) {
    return FrameCodec.encode(message).remaining();
  }

  private static void reply(WireConnection to, long id, DirectoryAnswer answer) throws Exception {
    to.send(new Message.DirectoryReply(id, answer));
  }

  /** It is counted a moment after the other side has heard it. */
  private void awaitRefusalSent() {
    long deadlineNanos = System.nanoTime() + Pair.AMPLE.toNanos();
    while (overheadThere.refusalsSent() == 0 && System.nanoTime() < deadlineNanos) {
      Thread.onSpinWait();
    }
    assertThat(overheadThere.refusalsSent()).isEqualTo(1);
  }

  private WireListener listener(int handshakes, int connections) throws Exception {
    ListenerSettings settings =
        new ListenerSettings(
            SocketSettings.DEFAULT,
            Duration.ofHours(1),
            handshakes,
            connections,
            ListenerSettings.DEFAULT.threads());
    return WireListener.open(Pair.ANY_PORT, listening, settings, connection -> {});
  }

  private static SocketChannel socket(WireListener listener) throws Exception {
    return SocketChannel.open(new InetSocketAddress("127.0.0.1", listener.address().getPort()));
  }
}
