package covey.protocol.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Makes one stream of two connections: what one side says from now on, the other gets, byte for
 * byte. A thread for each direction; each holds {@link #BUFFER_BYTES} at most, since it reads only
 * what it has passed on.
 */
public final class Splice {
  private static final int BUFFER_BYTES = 64 << 10;

  /** Less than the product of rate and round trip of a fast link, and more than one segment. */
  private static final int SEND_BUFFER_BYTES = 256 << 10;

  private Splice() {}

  /** Through which all bytes go. */
  public interface Gate {
    /** How much of {@code wantedBytes} may pass at a time; at least one byte. */
    int chunkBytes(int wantedBytes);

    /** Waits until so many bytes may pass; they do then. */
    void pass(int bytes) throws IOException;
  }

  /**
   * Passes on what comes from one connection until it ends, and then that it ended; if either
   * breaks, closes both. Nobody may receive on {@code from} or send on {@code to} any more.
   */
  public static void run(WireConnection from, WireConnection to, Gate gate) {
    try {
      to.sendBufferBytes(SEND_BUFFER_BYTES);
      write(from.reader().takeUnread(), to.channel(), gate);
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
      while (from.channel().read(buffer.clear().limit(gate.chunkBytes(BUFFER_BYTES))) >= 0) {
        write(buffer.flip(), to.channel(), gate);
      }
      to.channel().shutdownOutput();
    } catch (IOException e) {
      // Whoever is left learns it from the end of its connection.
      from.close();
      to.close();
    }
  }

  private static void write(ByteBuffer bytes, SocketChannel to, Gate gate) throws IOException {
    if (bytes.hasRemaining()) {
      gate.pass(bytes.remaining());
    }
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }
}
