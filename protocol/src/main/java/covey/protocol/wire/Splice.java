package covey.protocol.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Joins two connections into one stream by copying bytes in both directions. Each direction has a
 * thread and buffers at most {@link #BUFFER_BYTES}, since it reads only after it has forwarded.
 */
public final class Splice {
  private static final int BUFFER_BYTES = 64 << 10;

  /** Less than the bandwidth-delay product of a fast link, and more than one segment. */
  private static final int SEND_BUFFER_BYTES = 256 << 10;

  private Splice() {}

  /** Limits the rate of all bytes. */
  public interface Gate {
    /** Returns how much of {@code wantedBytes} may pass at once, at least one byte. */
    int chunkBytes(int wantedBytes);

    /** Waits until this many bytes may pass. */
    void pass(int bytes) throws IOException;
  }

  /**
   * Forwards bytes from one connection until it ends, then forwards the end; closes both if either
   * fails. The caller must no longer receive on {@code from} or send on {@code to}.
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
      // The remaining side sees the end of its connection.
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
