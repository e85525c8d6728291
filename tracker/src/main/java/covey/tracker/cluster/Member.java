package covey.tracker.cluster;

import com.google.common.net.HostAndPort;
import covey.protocol.identity.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jgroups.Address;
import org.jgroups.util.ExtendedUUID;

/**
 * A member of the view. Its node id is permanent. Its address is new on every connect, so that a
 * restarted member, whose registry is empty, counts as a different member.
 */
record Member(NodeId node, Address address) {
  private static final String NODE_KEY = "node";
  private static final String HERE_KEY = "here";
  // Every message carries its sender's address, which encodes lengths in one byte.
  private static final int MOST_HERE_BYTES = 80;

  /**
   * Creates an address that carries the node id and the first address where the process accepts
   * connections, as plain bytes. ExtendedUUID is a type that JGroups can serialize.
   */
  static ExtendedUUID newAddress(NodeId node, List<HostAndPort> here) {
    ExtendedUUID address = ExtendedUUID.randomUUID(shortName(node));
    address.put(NODE_KEY, node.toByteArray());
    if (!here.isEmpty()) {
      byte[] first = here.getFirst().toString().getBytes(StandardCharsets.UTF_8);
      if (first.length <= MOST_HERE_BYTES) {
        address.put(HERE_KEY, first);
      }
    }
    return address;
  }

  /** Returns the member at this address; empty if the address carries no node id. */
  static Optional<Member> at(Address address) {
    if (address instanceof ExtendedUUID extended) {
      byte[] node = extended.get(NODE_KEY);
      if (node != null && node.length == NodeId.LENGTH) {
        return Optional.of(new Member(NodeId.of(node), address));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns where the member's process accepts connections; empty if the address does not carry it.
   */
  Optional<HostAndPort> here() {
    byte[] here = address instanceof ExtendedUUID extended ? extended.get(HERE_KEY) : null;
    if (here == null || here.length > MOST_HERE_BYTES) {
      return Optional.empty();
    }
    try {
      HostAndPort said = HostAndPort.fromString(new String(here, StandardCharsets.UTF_8));
      return Optional.of(said).filter(HostAndPort::hasPort);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns a short name for logs. */
  static String shortName(NodeId node) {
    return node.toString().substring(0, 8);
  }

  @Override
  public String toString() {
    return shortName(node);
  }
}
