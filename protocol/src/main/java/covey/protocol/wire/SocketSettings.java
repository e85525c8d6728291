package covey.protocol.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * The socket options of a connection; TCP_NODELAY and keep-alive are always set.
 *
 * @param sendBufferBytes the size of the send buffer: a small one leaves the choice of the next
 *     block late, 0 uses the system's default
 */
public record SocketSettings(int sendBufferBytes) {
  /**
   * Returns the default: a send buffer of 32 KiB, the minimum with which Linux keeps sending;
   * {@link WireConnection#sendBufferBytes} enlarges it for fast links.
   */
  public static final SocketSettings DEFAULT = new SocketSettings(32 << 10);

  private static final boolean LINUX = System.getProperty("os.name", "").startsWith("Linux");

  /** Throws IllegalArgumentException for a negative size. */
  public SocketSettings {
    if (sendBufferBytes < 0) {
      throw new IllegalArgumentException("a send buffer of " + sendBufferBytes + " bytes");
    }
  }

  /**
   * Returns the value to request for a buffer of this size: Linux doubles the value (socket(7)).
   */
  private static int asked(int bytes) {
    return LINUX ? bytes / 2 : bytes;
  }

  /**
   * Enlarges a send buffer that is smaller than two segments of its link. With a smaller one, the
   * other side delays each acknowledgement for 40 ms while it waits for a second segment (RFC 1122,
   * 4.2.3.2); on loopback a segment is 64 KiB.
   */
  static void holdTwoSegments(SocketChannel channel, InetSocketAddress local) throws IOException {
    NetworkInterface link = NetworkInterface.getByInetAddress(local.getAddress());
    widen(channel, link == null ? 0 : 2 * link.getMTU());
  }

  /** Requests a send buffer of this size, unless the current one is as large. */
  static void widen(SocketChannel channel, int bytes) throws IOException {
    if (heldBytes(channel) < bytes) {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, asked(bytes));
    }
  }

  /**
   * Returns the size of a send buffer; on Linux the JDK reports half of it, the requested value.
   */
  static int heldBytes(SocketChannel channel) throws IOException {
    int said = channel.getOption(StandardSocketOptions.SO_SNDBUF);
    return LINUX ? 2 * said : said;
  }

  void applyTo(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    if (sendBufferBytes > 0) {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, asked(sendBufferBytes));
    }
  }
}
