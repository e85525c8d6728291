package covey.node.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import covey.protocol.wire.WireConnection;
import covey.protocol.wire.WireDialer;
import covey.tracker.registry.Registry;
import covey.tracker.registry.RegistrySettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a node answers requests to the directory it hosts. */
@Timeout(60)
class ServedDirectoryTest {
  private static final DirectoryVerb SEARCH = new DirectoryVerb.Search("holiday", 10);
  private static final DirectoryVerb DESCRIBE = new DirectoryVerb.Describe();

  /** The number of requests that a connection answers at a time. */
  private static final int AT_ONCE = 1_000;

  private final Registry registry =
      new Registry(InstantSource.system(), RegistrySettings.defaults());
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private ServedDirectory server;

  @BeforeEach
  void open() throws IOException {
    server =
        ServedDirectory.open(HostAndPort.fromParts("127.0.0.1", 0), local(0), this::searchWaits);
  }

  @AfterEach
  void close() throws IOException {
    mayAnswer.countDown();
    server.close();
  }

  @Test
  void pipelinedRequestsAreAllAnswered() throws Exception {
    try (WireConnection one = dial()) {
      BitSet answered = new BitSet();
      for (int round = 0; round < 20; round++) {
        sendMany(one, DESCRIBE, round * AT_ONCE, AT_ONCE);
        for (int i = 0; i < AT_ONCE; i++) {
          Message.DirectoryReply reply = (Message.DirectoryReply) hear(one);
          answered.set((int) reply.id());
          assertThat(reply.answer()).isInstanceOf(DirectoryAnswer.Described.class);
        }
      }
      assertThat(answered.cardinality()).isEqualTo(20 * AT_ONCE);
    }
  }

  @Test
  void anAnswerThatTakesLongHoldsUpNoOther() throws IOException {
    try (WireConnection one = dial()) {
      one.send(new Message.DirectoryRequest(1, SEARCH));
      one.send(new Message.DirectoryRequest(2, DESCRIBE));
      assertThat(((Message.DirectoryReply) hear(one)).id()).isEqualTo(2);

      one.send(new Message.Ping(3));
      assertThat(hear(one)).isEqualTo(new Message.Pong(3));

      mayAnswer.countDown();
      assertThat(((Message.DirectoryReply) hear(one)).id()).isEqualTo(1);
    }
  }

  @Test
  void moreRequestsThanAreAnsweredAtOnceEndTheConnection() throws IOException {
    try (WireConnection one = dial()) {
      sendMany(one, SEARCH, 0, AT_ONCE + 1);
      assertThat(hear(one))
          .isInstanceOfSatisfying(
              Message.ErrorMessage.class,
              error -> assertThat(error.code()).isEqualTo(Message.ErrorCode.BUSY));
      assertThatThrownBy(() -> hearAll(one)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void randomBytesEndTheirConnectionOnly() throws IOException {
    try (Socket stranger = new Socket("127.0.0.1", server.address().getPort());
        WireConnection one = dial()) {
      stranger.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      InputStream in = stranger.getInputStream();
      assertThat(in.readAllBytes()).hasSizeLessThan(1_000);
      one.send(new Message.DirectoryRequest(1, DESCRIBE));
      assertThat(hear(one)).isInstanceOf(Message.DirectoryReply.class);
    }
  }

  @Test
  void closingDropsEveryConnection() throws IOException {
    try (WireConnection one = dial()) {
      one.send(new Message.DirectoryRequest(1, DESCRIBE));
      assertThat(hear(one)).isInstanceOf(Message.DirectoryReply.class);
      server.close();
      assertThat(hear(one)).isInstanceOf(Message.Goodbye.class);
      assertThatThrownBy(() -> hear(one)).isInstanceOf(IOException.class);
    }
  }

  private DirectoryAnswer searchWaits(DirectoryVerb verb) {
    try {
      if (verb instanceof DirectoryVerb.Search) {
        mayAnswer.await();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return registry.ask(verb);
  }

  private static void sendMany(WireConnection connection, DirectoryVerb verb, int first, int count)
      throws IOException {
    connection.send(
        IntStream.range(first, first + count)
            .<Message>mapToObj(id -> new Message.DirectoryRequest(id, verb))
            .toList());
  }

  /** Returns the next message that is not the node's own ping. */
  private static Message hear(WireConnection connection) throws IOException {
    Message next = connection.receive();
    while (next instanceof Message.Ping) {
      next = connection.receive();
    }
    return next;
  }

  private static void hearAll(WireConnection connection) throws IOException {
    while (true) {
      hear(connection);
    }
  }

  private WireConnection dial() throws IOException {
    return WireDialer.dial(server.address(), Duration.ofSeconds(10), local(1));
  }

  private static LocalNode local(int n) {
    byte[] bytes = new byte[NodeId.LENGTH];
    bytes[31] = (byte) n;
    return new LocalNode(NodeId.of(bytes), "", "test", List::of);
  }
}
