package covey.node.runtime;

import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Collections;
import java.util.List;

/** Under which addresses others can dial this node. */
final class Addresses {
  private final HostAndPort asked;
  private volatile List<HostAndPort> announced = List.of();

  Addresses(HostAndPort asked) {
    this.asked = asked;
  }

  /** The listener is bound; a wildcard address becomes those of the machine's interfaces. */
  void bound(HostAndPort address) throws IOException {
    if (!address.hasPort()) {
      return;
    }
    if (!InetAddress.getByName(asked.getHost()).isAnyLocalAddress()) {
      announced = List.of(HostAndPort.fromParts(asked.getHost(), address.getPort()));
      return;
    }
    announced =
        reachable().stream()
            .map(a -> HostAndPort.fromParts(a.getHostAddress(), address.getPort()))
            .toList();
  }

  /** Where others can dial; empty before it is bound. */
  List<HostAndPort> announced() {
    return announced;
  }

  /** The address that the members' cluster binds: never a wildcard. */
  InetAddress forMembers() throws IOException {
    InetAddress address = InetAddress.getByName(asked.getHost());
    return address.isAnyLocalAddress() ? reachable().getFirst() : address;
  }

  /** Addresses that other machines can reach, IPv4 first; loopback if there is no other. */
  private static List<InetAddress> reachable() throws IOException {
    List<InetAddress> found =
        NetworkInterface.networkInterfaces()
            .filter(Addresses::isUp)
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
