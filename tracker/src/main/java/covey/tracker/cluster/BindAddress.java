package covey.tracker.cluster;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.Comparator;

/**
 * The address where a member listens; never a wildcard, since the others must be able to dial it.
 */
final class BindAddress {
  private BindAddress() {}

  /** Resolves {@code host}, and tries {@code port}; IOException with a line for people. */
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
   * The machine's first address that others may reach, IPv4 and private ones first; else loopback.
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
