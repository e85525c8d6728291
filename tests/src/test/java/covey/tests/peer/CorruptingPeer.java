package covey.tests.peer;

import com.google.common.net.HostAndPort;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A peer that says it has what an honest one has, and sends each block with one bit wrong.
 *
 * <p>It stands between: what it is asked it asks the honest node, under a node id of its own, so
 * all it says is right but the bytes.
 */
public final class CorruptingPeer implements Closeable {
  private static final int HELLO_NODE_ID = 4;
  private static final int HELLO_LISTEN = 7;

  private final HostAndPort honest;
  private final byte[] id = new byte[32];
  private final AtomicLong corruptedBytes = new AtomicLong();
  private final Listener listener;

  private CorruptingPeer(HostAndPort honest, long seed) throws IOException {
    this.honest = honest;
    new Random(seed).nextBytes(id);
    this.listener = Listener.open(this::relay);
  }

  /**
   * Begins to pretend to be a holder of all that the node at {@code honest} ("host:port") holds.
   */
  public static CorruptingPeer inFrontOf(String honest, long seed) throws IOException {
    return new CorruptingPeer(HostAndPort.fromString(honest), seed);
  }

  /** Where it listens, "host:port". */
  public String address() {
    return listener.address();
  }

  /** Bytes of the blocks that it spoiled. */
  public long corruptedBytes() {
    return corruptedBytes.get();
  }

  /** How many nodes are connected to it now. */
  public int connections() {
    return listener.connections();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void relay(Socket victim) throws IOException {
    Between.relay(victim, honest, this::disguise, frame -> spoil(disguise(frame)));
  }

  private Frame disguise(Frame frame) {
    if (frame.kind() != Frame.HELLO) {
      return frame;
    }
    Fields hello =
        frame
            .body()
            .without(HELLO_NODE_ID)
            .without(HELLO_LISTEN)
            .with(HELLO_NODE_ID, id)
            .with(HELLO_LISTEN, address());
    return new Frame(Frame.HELLO, hello);
  }

  private Frame spoil(Frame frame) {
    if (frame.kind() == Frame.BLOCK) {
      corruptedBytes.addAndGet(frame.payload().length);
      frame.payload()[frame.payload().length / 2] ^= 1;
    }
    return frame;
  }
}
