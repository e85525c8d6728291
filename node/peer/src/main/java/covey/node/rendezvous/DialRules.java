package covey.node.rendezvous;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.List;

/**
 * Decides which addresses named by an untrusted node may be dialled, so that a stranger cannot make
 * this node probe other services: no host names, which would be resolved; no system ports; no
 * wildcard, multicast or link-local addresses; and loopback only if this node itself is reachable
 * on loopback alone.
 */
final class DialRules {
  private static final int LEAST_PORT = 1_024;

  /** Per node; more would let one small message cause many dials. */
  private static final int MOST_ADDRESSES = 3;

  private final boolean thisMachineOnly;

  /** Rules for a node that listens on loopback only, or elsewhere. */
  DialRules(boolean thisMachineOnly) {
    this.thisMachineOnly = thisMachineOnly;
  }

  /** Returns the addresses that may be dialled, at most three. */
  List<HostAndPort> passing(List<HostAndPort> addresses) {
    return addresses.stream().filter(this::passes).limit(MOST_ADDRESSES).toList();
  }

  private boolean passes(HostAndPort address) {
    if (!InetAddresses.isInetAddress(address.getHost())
        || address.getPortOrDefault(0) < LEAST_PORT) {
      return false;
    }
    InetAddress host = InetAddresses.forString(address.getHost());
    return !host.isAnyLocalAddress()
        && !host.isMulticastAddress()
        && !host.isLinkLocalAddress()
        && (thisMachineOnly || !host.isLoopbackAddress());
  }
}
