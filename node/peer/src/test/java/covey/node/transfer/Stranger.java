package covey.node.transfer;

import com.google.common.net.HostAndPort;
import covey.protocol.content.ShareId;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.Message;
import covey.protocol.wire.WireConnection;
import covey.protocol.wire.WireDialer;
import covey.protocol.wire.WireListener;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A peer that sends what a test tells it to. */
final class Stranger implements Closeable {
  static final Duration AMPLE = Duration.ofSeconds(30);

  private final WireConnection wire;

  private Stranger(WireConnection wire) {
    this.wire = wire;
  }

  /** Dials a node, under the id of that number. */
  static Stranger dialling(HostAndPort node, int number) throws IOException {
    return new Stranger(WireDialer.dial(node, AMPLE, TestNode.local(number)));
  }

  /** Has a node dial it, under the id of that number. */
  static Stranger dialledBy(TestNode node, int number) throws IOException, InterruptedException {
    BlockingQueue<WireConnection> accepted = new LinkedBlockingQueue<>();
    HostAndPort any = HostAndPort.fromString("127.0.0.1:0");
    try (WireListener listener = WireListener.open(any, TestNode.local(number), accepted::add)) {
      node.connections.dial(listener.address());
      WireConnection wire = accepted.poll(AMPLE.toSeconds(), TimeUnit.SECONDS);
      if (wire == null) {
        throw new AssertionError("not dialled within " + AMPLE);
      }
      return new Stranger(wire);
    }
  }

  /** Returns the id that it claims. */
  static NodeId id(int number) {
    return TestNode.nodeId(number);
  }

  void say(Message message) throws IOException {
    wire.send(message);
  }

  void say(Message message, byte[] payload) throws IOException {
    wire.send(message, ByteBuffer.wrap(payload));
  }

  /** Opens a share and claims to have all of it. */
  void openAsSeed(int handle, ShareId share) throws IOException {
    say(new Message.Open(handle, share, new Message.Holding.All(), false, true));
  }

  /** Opens a share and claims to have none of it. */
  void openAsReader(int handle, ShareId share) throws IOException {
    say(new Message.Open(handle, share, new Message.Holding.None(), true, true));
  }

  /** Returns the next message of a kind, and skips others before it. */
  <T extends Message> T hear(Class<T> kind) throws IOException {
    while (true) {
      Message message = wire.receive();
      if (kind.isInstance(message)) {
        return kind.cast(message);
      }
      wire.skipPayload(message.payloadBytes());
    }
  }

  byte[] payload(Message message) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(message.payloadBytes());
    wire.readPayload(bytes);
    return bytes.array();
  }

  /** Returns true once the other side has closed: reads to the end. */
  boolean isHungUpOn() throws IOException {
    try {
      while (true) {
        wire.skipPayload(wire.receive().payloadBytes());
      }
    } catch (EOFException end) {
      return true;
    }
  }

  @Override
  public void close() {
    wire.close();
  }
}
