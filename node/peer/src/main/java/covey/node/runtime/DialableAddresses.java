package covey.node.runtime;

import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The addresses at which other nodes can dial this one. Immutable. */
final class DialableAddresses {
  private final String host;
  private final Optional<HostAndPort> listen;
  private final List<HostAndPort> announced;

  /**
   * For a node on a host that listens at {@code listen}, or does not accept connections; a wildcard
   * address becomes the addresses of the machine's interfaces.
   */
  DialableAddresses(String host, Optional<HostAndPort> listen) throws IOException {
    this.host = host;
    this.listen = listen;
    announced = listen.isPresent() ? announced(host, listen.get().getPort()) : List.of();
  }

  private static List<HostAndPort> announced(String host, int port) throws IOException {
    if (!InetAddress.getByName(host).isAnyLocalAddress()) {
      return List.of(HostAndPort.fromParts(host, port));
    }
    return reachable().stream().map(a -> HostAndPort.fromParts(a.getHostAddress(), port)).toList();
  }

  /** Returns the address that the node listens on; "none" without a port if it does not listen. */
  HostAndPort listen() {
    return listen.orElse(HostAndPort.fromHost("none"));
  }

  /** Returns where others can dial; empty if this node accepts no connections. */
  List<HostAndPort> announced() {
    return announced;
  }

  /** Returns the address that a cluster member binds: never a wildcard. */
  InetAddress forMembers() throws IOException {
    InetAddress address = InetAddress.getByName(host);
    return address.isAnyLocalAddress() ? reachable().getFirst() : address;
  }

  /** Addresses that other machines can reach, IPv4 first; loopback if there is no other. */
  private static List<InetAddress> reachable() throws IOException {
    List<InetAddress> found =
        NetworkInterface.networkInterfaces()
            .filter(DialableAddresses::isUp)
            .flatMap(NetworkInterface::inetAddresses)
            .filter(a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress())
            .sorted((a, b) -> Integer.compare(a.getAddress().length, b.getAddress().length))
            .limit(8)
            .toList();
    return found.isEmpty() ? Collections.singletonList(InetAddress.getLoopbackAddress()) : found;
  }

  private static boolean isUp(NetworkInterface each) {
    try {
      return each.isUp();
    } catch (IOException e) {
      return false;
    }
  }
}
