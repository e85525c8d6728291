package covey.tracker.cluster;

import covey.protocol.identity.NodeId;
import java.util.Optional;
import org.jgroups.Address;
import org.jgroups.util.ExtendedUUID;

/**
 * A member of the view. Its node id lasts; its address is new with every connect, so that a member
 * that was restarted, with an empty registry, is another member.
 */
record Member(NodeId node, Address address) {
  private static final String NODE_KEY = "node";

  /** A new address that carries the node id, as plain bytes: ExtendedUUID is known to JGroups. */
  static ExtendedUUID newAddress(NodeId node) {
    ExtendedUUID address = ExtendedUUID.randomUUID(shortName(node));
    address.put(NODE_KEY, node.toByteArray());
    return address;
  }

  /** The member at this address; empty if the address carries no node id. */
  static Optional<Member> at(Address address) {
    if (address instanceof ExtendedUUID extended) {
      byte[] node = extended.get(NODE_KEY);
      if (node != null && node.length == NodeId.LENGTH) {
        return Optional.of(new Member(NodeId.of(node), address));
      }
    }
    return Optional.empty();
  }

  /** For logs. */
  static String shortName(NodeId node) {
    return node.toString().substring(0, 8);
  }

  @Override
  public String toString() {
    return shortName(node);
  }
}
