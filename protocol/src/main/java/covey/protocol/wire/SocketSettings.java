package covey.protocol.wire;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * How a connection's socket is set; TCP_NODELAY and keep-alive always are.
 *
 * @param sendBufferBytes what the send buffer is to hold: small keeps what is not yet sent
 *     undecided, 0 leaves it to the system
 */
public record SocketSettings(int sendBufferBytes) {
  /**
   * A send buffer of 32 KiB, the least that Linux keeps busy; {@link
   * WireConnection#sendBufferBytes} widens it for fast links.
   */
  public static final SocketSettings DEFAULT = new SocketSettings(32 << 10);

  private static final boolean LINUX = System.getProperty("os.name", "").startsWith("Linux");

  /** Throws IllegalArgumentException for a negative size. */
  public SocketSettings {
    if (sendBufferBytes < 0) {
      throw new IllegalArgumentException("a send buffer of " + sendBufferBytes + " bytes");
    }
  }

  /** What to ask for to get a buffer of so many bytes: Linux gives twice that (socket(7)). */
  static int asked(int bytes) {
    return LINUX ? bytes / 2 : bytes;
  }

  void applyTo(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    if (sendBufferBytes > 0) {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, asked(sendBufferBytes));
    }
  }
}
