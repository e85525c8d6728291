package covey.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WireConnectionTest {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private Pair pair;

  @BeforeEach
  void open() throws Exception {
    pair = Pair.open();
  }

  @AfterEach
  void close() throws Exception {
    pair.close();
    threads.shutdownNow();
  }

  @Test
  void bothSidesKnowEachOtherAfterTheHandshake() {
    assertThat(pair.dialled().remote().node()).isEqualTo(Samples.node(2, "").id());
    assertThat(pair.accepted().remote().node()).isEqualTo(Samples.node(1, "").id());
    assertThat(pair.accepted().remote().listen()).containsExactly(Samples.ADDRESS);
    assertThat(pair.dialled().dialled()).isTrue();
    assertThat(pair.accepted().dialled()).isFalse();
    assertThat(pair.dialled().version()).isEqualTo(1);
  }

  @Test
  void messagesOfOneSendArriveInTheirOrder() throws IOException {
    List<Message> sent = Samples.all().stream().filter(m -> m.payloadBytes() == 0).toList();

    pair.dialled().send(sent);

    for (Message message : sent) {
      assertThat(pair.accepted().receive()).isEqualTo(message);
    }
  }

  @Test
  void payloadGoesBothWaysAtOnce() throws Exception {
    List<Future<Boolean>> done =
        List.of(
            threads.submit(sending(pair.dialled(), 1)),
            threads.submit(sending(pair.accepted(), 2)),
            threads.submit(receiving(pair.dialled(), 2)),
            threads.submit(receiving(pair.accepted(), 1)));

    for (Future<Boolean> side : done) {
      assertThat(side.get(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void framesOfManySendersAreNeverMixed() throws Exception {
    int senders = 8;
    int rounds = 50;
    for (int i = 0; i < senders; i++) {
      int piece = i;
      Future<?> unused =
          threads.submit(
              () -> {
                ByteBuffer payload = ByteBuffer.allocateDirect(10_000);
                while (payload.hasRemaining()) {
                  payload.put((byte) piece);
                }
                Message block = new Message.Block(1, piece, 0, payload.capacity(), false);
                for (int round = 0; round < rounds; round++) {
                  pair.dialled().send(block, payload.flip());
                  pair.dialled().send(new Message.Close(1));
                }
                return null;
              });
    }
    for (int i = 0; i < 2 * senders * rounds; i++) {
      if (pair.accepted().receive() instanceof Message.Block block) {
        ByteBuffer payload = ByteBuffer.allocate(block.payloadBytes());
        pair.accepted().readPayload(payload);
        byte[] expected = new byte[block.payloadBytes()];
        Arrays.fill(expected, (byte) block.piece());
        assertThat(payload.array()).isEqualTo(expected);
      }
    }
  }

  @Test
  void aFilesBytesReachTheSocketFromTheFile(@TempDir Path folder) throws Exception {
    byte[] content = new byte[3 << 20];
    new Random(5).nextBytes(content);
    Path path = Files.write(folder.resolve("file"), content);
    Message block = new Message.Block(1, 0, 0, 1 << 20, false);

    Future<?> sent =
        threads.submit(
            () -> {
              try (FileChannel file = FileChannel.open(path)) {
                pair.dialled()
                    .send(
                        block,
                        out -> {
                          long from = 1 << 20;
                          while (from < 2 << 20) {
                            from += file.transferTo(from, (2 << 20) - from, out);
                          }
                        });
              }
              return null;
            });

    assertThat(pair.accepted().receive()).isEqualTo(block);
    ByteBuffer payload = ByteBuffer.allocateDirect(1 << 20);
    pair.accepted().readPayload(payload);
    assertThat(payload.flip()).isEqualTo(ByteBuffer.wrap(content, 1 << 20, 1 << 20));
    assertThat(sent.get(30, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void aSourceThatFailsClosesTheConnection() {
    Message block = new Message.Block(1, 0, 0, 100, false);
    PayloadSource failing =
        out -> {
          throw new IOException("the file is gone");
        };

    assertThatIOException()
        .isThrownBy(() -> pair.dialled().send(block, failing))
        .withMessage("the file is gone");
    assertThatIOException()
        .isThrownBy(() -> pair.dialled().send(new Message.Ping(1)))
        .withMessageContaining("closed on this side");
  }

  @Test
  void payloadOfAnotherLengthThrows() {
    Message block = new Message.Block(1, 0, 0, 100, false);

    assertThatIllegalStateException()
        .isThrownBy(() -> pair.dialled().send(block, ByteBuffer.allocate(99)));
    assertThatIllegalStateException().isThrownBy(() -> pair.dialled().send(block));
  }

  @Test
  void closingWakesTheReader() throws Exception {
    Future<Message> received = threads.submit(() -> pair.dialled().receive());

    pair.dialled().close();
    pair.dialled().close();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> received.get(30, TimeUnit.SECONDS))
        .withCauseInstanceOf(IOException.class)
        .withMessageContaining("closed on this side");
  }

  @Test
  void closingWakesASenderWhosePeerDoesNotRead() throws Exception {
    ByteBuffer payload = ByteBuffer.allocateDirect(1 << 20);
    Message block = new Message.Block(1, 0, 0, payload.capacity(), false);
    Future<?> sent =
        threads.submit(
            () -> {
              while (true) {
                pair.dialled().send(block, payload.clear());
              }
            });
    assertThat(pair.accepted().receive()).isEqualTo(block);

    pair.dialled().close();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> sent.get(30, TimeUnit.SECONDS))
        .withCauseInstanceOf(IOException.class);
  }

  @Test
  void theLastMessageArrivesThoughMuchIsUnread() throws Exception {
    pair.dialled().send(Collections.nCopies(10_000, new Message.Ping(1)));
    Future<?> closed = threads.submit(() -> pair.accepted().close(new Message.Goodbye("done")));

    assertThat(pair.dialled().receive()).isEqualTo(new Message.Goodbye("done"));
    assertThatExceptionOfType(EOFException.class).isThrownBy(() -> pair.dialled().receive());
    pair.dialled().close();
    assertThat(closed.get(30, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void aPeerThatBreaksTheRulesIsToldOnceAndDropped() throws Exception {
    Future<Message> received = threads.submit(() -> pair.accepted().receive());

    pair.dialled().send(new Message.Close(0));

    assertThat(pair.dialled().receive())
        .isInstanceOfSatisfying(
            Message.ErrorMessage.class,
            error -> {
              assertThat(error.code()).isEqualTo(Message.ErrorCode.BAD_FRAME);
              assertThat(error.sentence()).contains("handle");
            });
    assertThatExceptionOfType(EOFException.class).isThrownBy(() -> pair.dialled().receive());
    pair.dialled().close();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> received.get(30, TimeUnit.SECONDS))
        .withCauseInstanceOf(MalformedFrameException.class);
  }

  private static Callable<Boolean> sending(WireConnection connection, long seed) {
    return () -> {
      Random random = new Random(seed);
      ByteBuffer payload = ByteBuffer.allocateDirect(1 << 20);
      for (int piece = 0; piece < 16; piece++) {
        byte[] bytes = new byte[1 + random.nextInt(1 << 20)];
        random.nextBytes(bytes);
        payload.clear().put(bytes).flip();
        connection.send(new Message.Block(1, piece, 0, bytes.length, false), payload);
        connection.send(List.of(new Message.Ping(piece), new Message.Close(2)));
      }
      return true;
    };
  }

  private static Callable<Boolean> receiving(WireConnection connection, long seed) {
    return () -> {
      Random random = new Random(seed);
      ByteBuffer payload = ByteBuffer.allocateDirect(1 << 20);
      for (int piece = 0; piece < 16; piece++) {
        byte[] bytes = new byte[1 + random.nextInt(1 << 20)];
        random.nextBytes(bytes);
        assertThat(connection.receive())
            .isEqualTo(new Message.Block(1, piece, 0, bytes.length, false));
        connection.readPayload(payload.clear().limit(bytes.length));
        assertThat(payload.flip()).isEqualTo(ByteBuffer.wrap(bytes));
        assertThat(connection.receive()).isEqualTo(new Message.Ping(piece));
        assertThat(connection.receive()).isEqualTo(new Message.Close(2));
      }
      return true;
    };
  }
}
