package covey.tracker.cluster;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.Comparator;

/**
 * The address where a member listens; never a wildcard, since other members must be able to dial
 * it.
 */
final class BindAddress {
  private BindAddress() {}

  /**
   * Resolves {@code host} and checks that {@code port} is free. Throws IOException with a message
   * for the user.
   */
  static InetAddress check(String host, int port) throws IOException {
    InetAddress address = InetAddress.getByName(host);
    InetAddress bind = address.isAnyLocalAddress() ? reachable() : address;
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(bind, port));
    } catch (IOException e) {
      throw new IOException(
          "cannot listen for cluster members on " + host + ":" + port + ": " + e.getMessage(), e);
    }
    return bind;
  }

  /**
   * Returns the machine's first address that others can reach, preferring IPv4 and then private
   * addresses; loopback if there is none.
   */
  private static InetAddress reachable() throws IOException {
    return NetworkInterface.networkInterfaces()
        .filter(BindAddress::isUp)
        .flatMap(NetworkInterface::inetAddresses)
        .filter(a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress())
        .min(
            Comparator.comparing((InetAddress a) -> !(a instanceof Inet4Address))
                .thenComparing(a -> !a.isSiteLocalAddress()))
        .orElse(InetAddress.getLoopbackAddress());
  }

  private static boolean isUp(NetworkInterface candidate) {
    try {
      return candidate.isUp() && !candidate.isLoopback();
    } catch (IOException e) {
      return false;
    }
  }
}
