package covey.tracker.cluster;

import com.google.common.net.HostAndPort;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.Overhead;
import covey.protocol.wire.Tap;
import covey.tracker.registry.DirectoryHost;
import covey.tracker.registry.RegistrySettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a member.
 *
 * @param node the member's permanent id, which decides the shares it owns
 * @param transport where the member listens and how it finds others
 * @param role what the cluster consists of, and this member's part in it
 * @param registry the bounds and lifetimes of the member's registry
 * @param local answers verbs that are not about shares, for this process only
 * @param observers the observers of the member's messages
 */
public record ClusterSettings(
    NodeId node,
    Transport transport,
    Role role,
    RegistrySettings registry,
    DirectoryHost local,
    Observers observers) {

  /**
   * Where a member listens and how it finds others.
   *
   * @param bindHost the host to listen on; a wildcard takes the machine's first address that others
   *     can reach
   * @param bindPort the port to listen on; 0 takes a free port
   * @param network the network name; only members with the same name find each other; empty for an
   *     open network
   * @param join supplies JGroups addresses of members; called at the start, and every second while
   *     alone. May block for seconds; may be empty; an exception counts as empty
   * @param multicast the group and port on which members in a local network find each other
   */
  public record Transport(
      String bindHost,
      int bindPort,
      String network,
      Supplier<List<HostAndPort>> join,
      Optional<HostAndPort> multicast) {}

  /**
   * What the cluster consists of, and this member's part in it.
   *
   * @param kind what the cluster consists of
   * @param here where this member's process accepts connections
   * @param mostMembers the largest number of members, 1 ..; other nodes attach to members
   */
  public record Role(ClusterKind kind, List<HostAndPort> here, int mostMembers) {
    /** Copies the list. */
    public Role {
      here = List.copyOf(here);
    }
  }

  /**
   * The observers of the member's messages.
   *
   * @param overhead counts what the member sends, asks and refuses
   * @param tap receives every message; null if messages are not recorded
   */
  public record Observers(Overhead overhead, @Nullable Tap tap) {}
}
