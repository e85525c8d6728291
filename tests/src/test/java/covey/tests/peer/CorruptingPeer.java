package covey.tests.peer;

import com.google.common.net.HostAndPort;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A peer that flips one bit in each block it sends.
 *
 * <p>It is a proxy of an honest node, with its own node id; everything it sends is correct except
 * the bytes of blocks.
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

  /** Starts a proxy of the node at {@code honest} ("host:port"). */
  public static CorruptingPeer inFrontOf(String honest, long seed) throws IOException {
    return new CorruptingPeer(HostAndPort.fromString(honest), seed);
  }

  /** Returns its address, "host:port". */
  public String address() {
    return listener.address();
  }

  /** Returns the number of bytes in the blocks it corrupted. */
  public long corruptedBytes() {
    return corruptedBytes.get();
  }

  /** Returns the number of connected nodes. */
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
