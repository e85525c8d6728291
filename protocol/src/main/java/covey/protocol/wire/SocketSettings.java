package covey.protocol.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
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
  private static int asked(int bytes) {
    return LINUX ? bytes / 2 : bytes;
  }

  /**
   * Widens a send buffer that is smaller than two segments of its link. With less, the other side
   * waits for the second before it acknowledges the first (RFC 1122, 4.2.3.2), for 40 ms each time;
   * on loopback a segment is 64 KiB.
   */
  static void holdTwoSegments(SocketChannel channel, InetSocketAddress local) throws IOException {
    NetworkInterface link = NetworkInterface.getByInetAddress(local.getAddress());
    widen(channel, link == null ? 0 : 2 * link.getMTU());
  }

  /** Asks for a send buffer of so many bytes, unless it holds as much. */
  static void widen(SocketChannel channel, int bytes) throws IOException {
    if (heldBytes(channel) < bytes) {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, asked(bytes));
    }
  }

  /** What a send buffer holds; the JDK says half of it on Linux, as it was asked for. */
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
