package covey.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.identity.NodeId;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class TapTest {
  private final Heard heard = new Heard();
  private final BlockingQueue<WireConnection> accepted = new LinkedBlockingQueue<>();

  @Test
  void wholeMessagesAreReported() throws Exception {
    try (WireListener listener = listen();
        WireConnection tapped = WireDialer.dial(listener.address(), Pair.AMPLE, tapped());
        WireConnection other = Pair.next(accepted)) {
      tapped.send(new Message.Ping(1));
      other.send(new Message.Block(1, 0, 0, 5, true), ByteBuffer.allocate(5));
      tapped.receive();
      tapped.readPayload(ByteBuffer.allocate(3));
      assertThat(heard.lines).containsExactly("opened", "sent Ping");

      tapped.skipPayload(2);
      assertThat(heard.lines).containsExactly("opened", "sent Ping", "received Block");
    }
  }

  @Test
  void aPartialBlockIsNotReportedAndTheConnectionIsLost() throws Exception {
    try (WireListener listener = listen();
        WireConnection tapped = WireDialer.dial(listener.address(), Pair.AMPLE, tapped())) {
      WireConnection other = Pair.next(accepted);
      assertThatIOException()
          .isThrownBy(
              () ->
                  other.send(
                      new Message.Block(1, 0, 0, 5, true),
                      out -> {
                        throw new IOException("the disk is gone");
                      }));
      tapped.receive();
      assertThatIOException().isThrownBy(() -> tapped.readPayload(ByteBuffer.allocate(5)));
    }
    assertThat(heard.lines).containsExactly("opened", "closed, lost");
  }

  @Test
  void aLocalCloseIsNotALossAndItsLastMessageIsReported() throws Exception {
    try (WireListener listener = listen()) {
      WireConnection tapped = WireDialer.dial(listener.address(), Pair.AMPLE, tapped());
      Pair.next(accepted).close();
      tapped.close(new Message.Goodbye("done"));
      tapped.close();
    }
    assertThat(heard.lines).containsExactly("opened", "sent Goodbye", "closed");
  }

  @Test
  void aFailedDialIsReported() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    HostAndPort nobody = HostAndPort.fromParts("127.0.0.1", port);

    assertThatIOException().isThrownBy(() -> WireDialer.dial(nobody, Pair.AMPLE, tapped()));

    assertThat(heard.lines).singleElement().asString().startsWith("refused dial " + nobody);
  }

  private WireListener listen() throws IOException {
    return WireListener.open(Pair.ANY_PORT, Samples.node(2, ""), accepted::add);
  }

  private LocalNode tapped() {
    LocalNode plain = Samples.node(1, "");
    return new LocalNode(plain.id(), "", "tapped", List::of, plain.overhead(), heard);
  }

  private static final class Heard implements Tap {
    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void opened(WireConnection connection, long beganNanos) {
      lines.add("opened");
    }

    @Override
    public void refused(String address, boolean dialled, String why, long beganNanos) {
      lines.add("refused " + (dialled ? "dial " : "") + address + " " + why);
    }

    @Override
    public void sent(WireConnection connection, Message message, long beganNanos) {
      lines.add("sent " + message.getClass().getSimpleName());
    }

    @Override
    public void received(WireConnection connection, Message message) {
      lines.add("received " + message.getClass().getSimpleName());
    }

    @Override
    public void closed(WireConnection connection, boolean lost) {
      lines.add("closed" + (lost ? ", lost" : ""));
    }

    @Override
    public void memberAsked(NodeId member, DirectoryVerb verb) {}

    @Override
    public void memberAnswered(NodeId member, DirectoryAnswer answer) {}

    @Override
    public void memberSilent(NodeId member, DirectoryVerb verb, Duration patience) {}

    @Override
    public void askedByMember(
        NodeId member, DirectoryVerb verb, DirectoryAnswer answer, long beganNanos) {}

    @Override
    public void noted(String words) {}
  }
}
