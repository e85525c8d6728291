package covey.node.meeting;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses are dialled on a stranger's word. Nothing of this network answers at the others,
 * and a stranger must not have us knock at them: no names, which would be looked up; no system's
 * ports; no address that means several machines, or the link's own services; and this machine only
 * where the node speaks to nobody but this machine.
 */
final class DialRules {
  private static final int LEAST_PORT = 1_024;

  /** Of one node; more would multiply what a word costs. */
  private static final int MOST_ADDRESSES = 3;

  private final boolean thisMachineOnly;

  /** Rules of a node that listens, or would, on loopback only, or elsewhere. */
  DialRules(boolean thisMachineOnly) {
    this.thisMachineOnly = thisMachineOnly;
  }

  /** Those that may be dialled, at most three. */
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
