package covey.tracker.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.HostAndPort;
import covey.protocol.content.ShareId;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.ShareRecord;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import covey.protocol.wire.WireConnection;
import covey.protocol.wire.WireDialer;
import covey.tracker.registry.Registry;
import covey.tracker.registry.RegistrySettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TrackerServerTest {
  private static final HostAndPort ANY = HostAndPort.fromParts("127.0.0.1", 0);
  private static final ShareRecord SHARE =
      new ShareRecord(ShareId.of(new byte[32]), "Holiday", 5, true);

  private final Registry registry =
      new Registry(InstantSource.system(), RegistrySettings.defaults());
  private TrackerServer server;

  @BeforeEach
  void open() throws IOException {
    server = TrackerServer.open(ANY, local(0), registry);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void oneNodeAnnouncesAndAnotherLooksUp() throws IOException {
    try (WireConnection one = dial(1);
        WireConnection other = dial(2)) {
      assertThat(ask(one, announce(1))).isInstanceOf(DirectoryAnswer.Announced.class);
      assertThat(ask(other, new DirectoryVerb.Lookup(SHARE.id(), 10, id(2))))
          .isEqualTo(
              new DirectoryAnswer.LookedUp(
                  Optional.of(SHARE), List.of(new DirectoryAnswer.Provider(node(1), true, false))));
      assertThat(ask(one, new DirectoryVerb.Withdraw(id(1), List.of())))
          .isEqualTo(new DirectoryAnswer.Withdrawn());
      assertThat(ask(other, new DirectoryVerb.Search("holiday", 10)))
          .isEqualTo(new DirectoryAnswer.Found(List.of()));
    }
  }

  @Test
  void nodeSpeaksOnlyForItself() throws IOException {
    try (WireConnection one = dial(1);
        WireConnection other = dial(2)) {
      ask(one, announce(1));
      assertThat(ask(other, announce(1)))
          .isInstanceOfSatisfying(
              DirectoryAnswer.Failed.class, f -> assertThat(f.code()).isEqualTo("NOT_ALLOWED"));
      assertThat(ask(other, new DirectoryVerb.Withdraw(id(1), List.of())))
          .isInstanceOf(DirectoryAnswer.Failed.class);
      assertThat(ask(other, new DirectoryVerb.Search("holiday", 10)))
          .isInstanceOfSatisfying(
              DirectoryAnswer.Found.class, found -> assertThat(found.shares()).hasSize(1));
    }
  }

  @Test
  void pipelinedRequestsAreAllAnswered() throws Exception {
    int count = 20_000;
    try (WireConnection one = dial(1)) {
      ask(one, announce(1));
      DirectoryVerb lookup = new DirectoryVerb.Lookup(SHARE.id(), 10, id(9));
      Thread sender =
          Thread.startVirtualThread(
              () ->
                  IntStream.range(0, count / 100)
                      .forEach(batch -> sendAll(one, lookup, batch * 100)));
      BitSet answered = new BitSet(count);
      for (int i = 0; i < count; i++) {
        Message.DirectoryReply reply = (Message.DirectoryReply) one.receive();
        answered.set((int) reply.id());
        assertThat(((DirectoryAnswer.LookedUp) reply.answer()).providers()).hasSize(1);
      }
      assertThat(answered.cardinality()).isEqualTo(count);
      sender.join();
    }
  }

  @Test
  void anAnswerThatTakesLongHoldsUpNoOther() throws IOException {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (TrackerServer slow =
            TrackerServer.open(ANY, local(0), verb -> answerLate(verb, mayAnswer));
        WireConnection one = WireDialer.dial(slow.address(), Duration.ofSeconds(3), local(1))) {
      one.send(new Message.DirectoryRequest(1, new DirectoryVerb.Search("holiday", 10)));
      one.send(new Message.DirectoryRequest(2, announce(1)));
      assertThat(((Message.DirectoryReply) one.receive()).id()).isEqualTo(2);

      one.send(new Message.Ping(3));
      assertThat(one.receive()).isEqualTo(new Message.Pong(3));

      mayAnswer.countDown();
      assertThat(((Message.DirectoryReply) one.receive()).id()).isEqualTo(1);
    }
  }

  private DirectoryAnswer answerLate(DirectoryVerb verb, CountDownLatch mayAnswer) {
    try {
      return verb instanceof DirectoryVerb.Search && !mayAnswer.await(20, TimeUnit.SECONDS)
          ? new DirectoryAnswer.Failed(DirectoryAnswer.FailureCode.BUSY, "nobody let it answer")
          : registry.answer(verb);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void pingIsAnswered() throws IOException {
    try (WireConnection one = dial(1)) {
      one.send(new Message.Ping(42));
      assertThat(one.receive()).isEqualTo(new Message.Pong(42));
    }
  }

  @Test
  void whatATrackerHasNoUseForIsRefusedAndTheConnectionCloses() throws IOException {
    try (WireConnection one = dial(1)) {
      one.send(new Message.Open(1, SHARE.id(), new Message.Holding.None(), true, false));
      assertThat(one.receive())
          .isInstanceOfSatisfying(
              Message.ErrorMessage.class,
              error -> assertThat(error.code()).isEqualTo(Message.ErrorCode.NOT_ALLOWED));
      assertThatThrownBy(one::receive).isInstanceOf(IOException.class);
    }
  }

  @Test
  void randomBytesEndTheirConnectionOnly() throws IOException {
    try (Socket stranger = new Socket("127.0.0.1", server.address().getPort());
        WireConnection one = dial(1)) {
      stranger.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      InputStream in = stranger.getInputStream();
      assertThat(in.readAllBytes()).hasSizeLessThan(1_000);
      assertThat(ask(one, announce(1))).isInstanceOf(DirectoryAnswer.Announced.class);
    }
  }

  @Test
  void silentConnectionIsDropped() throws IOException {
    try (TrackerServer impatient =
            TrackerServer.open(ANY, local(0), registry, Duration.ofMillis(100));
        WireConnection one =
            WireDialer.dial(impatient.address(), Duration.ofSeconds(3), local(1))) {
      assertThatThrownBy(one::receive).isInstanceOf(IOException.class);
    }
  }

  @Test
  void closingDropsEveryConnection() throws IOException {
    try (WireConnection one = dial(1)) {
      ask(one, announce(1));
      assertThat(server.connections()).isEqualTo(1);
      server.close();
      assertThatThrownBy(one::receive).isInstanceOf(IOException.class);
    }
  }

  private static void sendAll(WireConnection connection, DirectoryVerb verb, int firstId) {
    try {
      connection.send(
          IntStream.range(firstId, firstId + 100)
              .<Message>mapToObj(id -> new Message.DirectoryRequest(id, verb))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WireConnection dial(int n) throws IOException {
    return WireDialer.dial(server.address(), Duration.ofSeconds(3), local(n));
  }

  private static DirectoryAnswer ask(WireConnection connection, DirectoryVerb verb)
      throws IOException {
    connection.send(new Message.DirectoryRequest(77, verb));
    return ((Message.DirectoryReply) connection.receive()).answer();
  }

  private static DirectoryVerb announce(int n) {
    return new DirectoryVerb.Announce(node(n), List.of(SHARE));
  }

  private static NodeRecord node(int n) {
    return new NodeRecord(id(n), List.of(HostAndPort.fromParts("127.0.0.1", 7_410)), "test");
  }

  private static LocalNode local(int n) {
    return new LocalNode(id(n), "", "test", List::of);
  }

  private static NodeId id(int n) {
    byte[] bytes = new byte[32];
    bytes[31] = (byte) n;
    return NodeId.of(bytes);
  }
}
