package covey.node.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.HostAndPort;
import covey.node.transfer.Connection;
import covey.node.transfer.TransferContext;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.ListenerSettings;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import covey.protocol.wire.RelayedDial;
import covey.protocol.wire.WireConnection;
import covey.protocol.wire.WireDialer;
import covey.protocol.wire.WireListener;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RelayTest {
  private static final HostAndPort ANY_PORT = HostAndPort.fromString("127.0.0.1:0");
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final LocalNode FIRST = local(1);
  private static final LocalNode SECOND = local(2);

  private final TransferContext context = new TransferContext(0, 0);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Relay relay = new Relay(context, SHORT);
  private HostAndPort address = ANY_PORT;
  private final List<AutoCloseable> toClose = new ArrayList<>();

  @BeforeEach
  void listen() throws IOException {
    WireListener listener =
        WireListener.open(
            ANY_PORT,
            local(9),
            ListenerSettings.DEFAULT.withThreads(Connection.THREADS),
            relay::serve);
    toClose.add(listener);
    address = listener.address();
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : toClose) {
      each.close();
    }
    relay.close();
    threads.shutdownNow();
    context.close();
  }

  @Test
  void theTwoShakeHandsWithEachOtherAndBytesArriveAsTheyWere() throws Exception {
    Pair pair = meet(FIRST, SECOND);

    assertThat(pair.first.remote().node()).isEqualTo(SECOND.id());
    assertThat(pair.second.remote().node()).isEqualTo(FIRST.id());
    assertThat(pair.first.dialled()).isTrue();
    assertThat(pair.second.dialled()).isFalse();
    assertThat(pair.first.relay()).contains(address);

    byte[] bytes = new byte[1 << 20];
    new Random(1).nextBytes(bytes);
    for (int i = 0; i < 8; i++) {
      Message block = new Message.Block(1, i, 0, bytes.length, false);
      CompletableFuture<Void> sent = run(() -> pair.first.send(block, ByteBuffer.wrap(bytes)));
      assertThat(pair.second.receive()).isEqualTo(block);
      ByteBuffer got = ByteBuffer.allocate(bytes.length);
      pair.second.readPayload(got);
      assertThat(got.flip()).isEqualTo(ByteBuffer.wrap(bytes));
      sent.join();
      pair.second.send(new Message.Ping(i));
      assertThat(pair.first.receive()).isEqualTo(new Message.Ping(i));
    }
  }

  @Test
  void whenOneLeavesTheOtherLearnsIt() throws Exception {
    Pair pair = meet(FIRST, SECOND);

    pair.first.send(new Message.Goodbye("enough"));
    pair.first.close();

    assertThat(pair.second.receive()).isEqualTo(new Message.Goodbye("enough"));
    assertThatThrownBy(pair.second::receive).isInstanceOf(EOFException.class);
  }

  @Test
  void whoNeverComesCostsAPlaceForAMomentOnly() throws Exception {
    List<RelayedDial> waiting = new ArrayList<>();
    for (int i = 0; i < Relay.MOST_WAITING_OF_ADDRESS; i++) {
      waiting.add(RelayedDial.open(address, SECOND.id(), AMPLE, FIRST));
    }
    toClose.addAll(waiting);

    assertThatThrownBy(() -> RelayedDial.open(address, SECOND.id(), AMPLE, FIRST))
        .hasMessageContaining("too many nodes already wait at the relay from 127.0.0.1");
    for (RelayedDial each : waiting) {
      assertThatThrownBy(() -> each.connect(AMPLE))
          .hasMessageContaining("the other node did not join in time");
    }
    awaitRoom();
  }

  @Test
  void tokenIsGoodOnce() throws Exception {
    try (RelayedDial opened = RelayedDial.open(address, SECOND.id(), AMPLE, FIRST)) {
      CompletableFuture<WireConnection> joining =
          call(() -> RelayedDial.join(address, opened.token(), AMPLE, SECOND));
      toClose.add(opened.connect(AMPLE));
      toClose.add(joining.join());

      assertThatThrownBy(() -> RelayedDial.join(address, opened.token(), AMPLE, SECOND))
          .hasMessageContaining("no place is reserved for you under that token");
    }
  }

  @Test
  void whoSaysSomethingElseFirstIsTold() throws Exception {
    try (WireConnection stranger = WireDialer.dial(address, AMPLE, FIRST)) {
      stranger.send(new Message.Ping(1));

      assertThat(stranger.receive())
          .isInstanceOfSatisfying(
              Message.ErrorMessage.class,
              e -> assertThat(e.sentence()).isEqualTo("expected RelayOpen or RelayJoin, got Ping"));
    }
  }

  private void awaitRoom() {
    long deadline = System.nanoTime() + AMPLE.toNanos();
    while (true) {
      try {
        RelayedDial.open(address, SECOND.id(), AMPLE, FIRST).close();
        return;
      } catch (IOException e) {
        if (System.nanoTime() - deadline > 0) {
          throw new AssertionError(e);
        }
      }
    }
  }

  private record Pair(WireConnection first, WireConnection second) {}

  private Pair meet(LocalNode first, LocalNode second) throws IOException {
    RelayedDial opened = RelayedDial.open(address, second.id(), AMPLE, first);
    CompletableFuture<WireConnection> joining =
        call(() -> RelayedDial.join(address, opened.token(), AMPLE, second));
    Pair pair = new Pair(opened.connect(AMPLE), joining.join());
    toClose.add(pair.first);
    toClose.add(pair.second);
    return pair;
  }

  private interface Io<T> {
    T call() throws IOException;
  }

  private interface IoAction {
    void run() throws IOException;
  }

  private <T> CompletableFuture<T> call(Io<T> io) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return io.call();
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        },
        threads);
  }

  private CompletableFuture<Void> run(IoAction io) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            io.run();
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        },
        threads);
  }

  private static LocalNode local(int number) {
    byte[] id = new byte[32];
    id[0] = (byte) number;
    return new LocalNode(NodeId.of(id), "", "test", List::of);
  }
}
