package covey.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.common.net.HostAndPort;
import covey.protocol.wire.HandshakeException.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WireListenerTest {
  private static final LocalNode CLIENT = Samples.node(1, "");
  private static final Duration NEVER = Duration.ofHours(1);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final BlockingQueue<WireConnection> accepted = new LinkedBlockingQueue<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  @Test
  void aSilentClientIsDroppedAtTheDeadline() throws IOException {
    WireListener listener = listener(Duration.ofMillis(100), 1, 1);
    SocketChannel silent = socket(listener);

    assertThat(readToEnd(silent)).hasOnlyElementsOfType(Message.Hello.class);
    // Its place among the handshakes and connections is free again.
    assertThat(dialUntilAccepted(listener).remote().agent()).isEqualTo("test/2");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void randomBytesAreToldOnceAndDropped(long seed) throws IOException {
    WireListener listener = listener(NEVER, 4, 4);
    SocketChannel stranger = socket(listener);
    byte[] bytes = new byte[100_000];
    new Random(seed).nextBytes(bytes);
    bytes[0] |= (byte) 0x80;

    stranger.write(ByteBuffer.wrap(bytes));

    assertThat(readToEnd(stranger))
        .hasSize(2)
        .last()
        .isInstanceOfSatisfying(
            Message.ErrorMessage.class,
            error -> assertThat(error.code()).isEqualTo(Message.ErrorCode.TOO_LARGE));
    assertThat(accepted).isEmpty();
  }

  @Test
  void aFirstFrameOtherThanHelloIsAnsweredAndDropped() throws IOException {
    WireListener listener = listener(NEVER, 4, 4);
    SocketChannel stranger = socket(listener);

    stranger.write(FrameCodec.encode(new Message.Ping(1)));

    assertThat(readToEnd(stranger))
        .last()
        .isEqualTo(Handshake.error(Message.ErrorCode.BAD_FRAME, "expected Hello first, got Ping"));
  }

  @Test
  void anOverlongHelloIsTooLarge() throws IOException {
    WireListener listener = listener(NEVER, 4, 4);
    SocketChannel stranger = socket(listener);

    stranger.write(ByteBuffer.allocate(4).putInt(WireLimits.HELLO_BYTES + 1).flip());

    assertThat(readToEnd(stranger))
        .last()
        .isInstanceOfSatisfying(
            Message.ErrorMessage.class,
            error -> assertThat(error.code()).isEqualTo(Message.ErrorCode.TOO_LARGE));
  }

  @Test
  void moreUnfinishedHandshakesThanAllowedAreDropped() throws IOException {
    WireListener listener = listener(NEVER, 1, 4);
    SocketChannel first = socket(listener);
    assertThat(new FrameReader(first, new Overhead()).next(WireLimits.MESSAGE_BYTES))
        .isInstanceOf(Message.Hello.class);

    assertThat(readToEnd(socket(listener))).isEmpty();

    first.close();
    assertThat(dialUntilAccepted(listener).dialled()).isTrue();
  }

  @Test
  void listenerGoesOnOnceTheSystemHasThreadsAgain() throws IOException {
    AtomicInteger missing = new AtomicInteger(3);
    ThreadFactory threads = ListenerSettings.DEFAULT.threads();
    ListenerSettings settings =
        new ListenerSettings(
            SocketSettings.DEFAULT,
            NEVER,
            1,
            1,
            task -> {
              if (missing.getAndDecrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              return threads.newThread(task);
            });
    WireListener listener =
        WireListener.open(Pair.ANY_PORT, Samples.node(2, ""), settings, accepted::add);
    opened.add(listener);

    assertThat(dialUntilAccepted(listener).dialled()).isTrue();
    assertThat(missing).hasNegativeValue();
  }

  @Test
  void excessConnectionsGetBusyUntilOneCloses() throws Exception {
    WireListener listener = listener(NEVER, 4, 1);
    opened.add(WireDialer.dial(listener.address(), Pair.AMPLE, CLIENT));

    assertThatExceptionOfType(HandshakeException.class)
        .isThrownBy(() -> WireDialer.dial(listener.address(), Pair.AMPLE, CLIENT))
        .withMessageContaining("no room for more connections")
        .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.BUSY));

    Pair.next(accepted).close();
    opened.add(WireDialer.dial(listener.address(), Pair.AMPLE, CLIENT));
  }

  @Test
  void aPortInUseIsNamedInTheMessage() throws IOException {
    HostAndPort taken = listener(NEVER, 4, 4).address();

    assertThatIOException()
        .isThrownBy(() -> WireListener.open(taken, CLIENT, accepted::add))
        .withMessage(
            "port %d on 127.0.0.1 is in use: choose another one, or 0 for any that is free"
                .formatted(taken.getPort()));
  }

  @Test
  void anAddressOfAnotherMachineCannotBeListenedOn() {
    assertThatIOException()
        .isThrownBy(
            () -> WireListener.open(HostAndPort.fromString("192.0.2.1:0"), CLIENT, accepted::add))
        .withMessageStartingWith("cannot listen on 192.0.2.1:0: ");
  }

  @Test
  void aHandlerThatFailsLosesOnlyItsConnection() throws IOException {
    BlockingQueue<WireConnection> seen = new LinkedBlockingQueue<>();
    WireListener listener =
        WireListener.open(
            Pair.ANY_PORT,
            Samples.node(2, ""),
            connection -> {
              seen.add(connection);
              if (seen.size() == 1) {
                throw new IllegalStateException("on purpose");
              }
            });
    opened.add(listener);
    WireConnection first = WireDialer.dial(listener.address(), Pair.AMPLE, CLIENT);
    opened.add(first);

    assertThatIOException().isThrownBy(first::receive);
    opened.add(WireDialer.dial(listener.address(), Pair.AMPLE, CLIENT));
  }

  @Test
  void connectionsOutliveTheirListener() throws Exception {
    WireListener listener = listener(NEVER, 4, 4);
    WireConnection dialled = WireDialer.dial(listener.address(), Pair.AMPLE, CLIENT);
    opened.add(dialled);
    WireConnection served = Pair.next(accepted);
    opened.add(served);

    listener.close();

    dialled.send(new Message.Ping(3));
    assertThat(served.receive()).isEqualTo(new Message.Ping(3));
    assertThatIOException()
        .isThrownBy(() -> WireDialer.dial(listener.address(), Pair.AMPLE, CLIENT))
        .withMessage("cannot reach " + listener.address() + ": connection refused");
  }

  private WireListener listener(Duration deadline, int handshakes, int connections)
      throws IOException {
    ListenerSettings settings =
        new ListenerSettings(
            SocketSettings.DEFAULT,
            deadline,
            handshakes,
            connections,
            ListenerSettings.DEFAULT.threads());
    WireListener listener =
        WireListener.open(Pair.ANY_PORT, Samples.node(2, ""), settings, accepted::add);
    opened.add(listener);
    return listener;
  }

  private SocketChannel socket(WireListener listener) throws IOException {
    SocketChannel socket =
        SocketChannel.open(new InetSocketAddress("127.0.0.1", listener.address().getPort()));
    opened.add(socket);
    return socket;
  }

  /** The place of a dropped connection becomes free a moment after its socket has closed. */
  private WireConnection dialUntilAccepted(WireListener listener) throws IOException {
    long deadlineNanos = System.nanoTime() + Pair.AMPLE.toNanos();
    while (true) {
      try {
        WireConnection connection = WireDialer.dial(listener.address(), Pair.AMPLE, CLIENT);
        opened.add(connection);
        return connection;
      } catch (IOException e) {
        if (System.nanoTime() - deadlineNanos > 0) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  private static List<Message> readToEnd(SocketChannel socket) throws IOException {
    List<Message> messages = new ArrayList<>();
    FrameReader reader = new FrameReader(socket, new Overhead());
    while (true) {
      try {
        messages.add(reader.next(WireLimits.MESSAGE_BYTES));
      } catch (EOFException _) {
        return messages;
      }
    }
  }
}
