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
 * @param node the member's permanent id, by which shares are placed
 * @param transport where the member listens and how it finds others
 * @param role what the cluster consists of, and this member's part in it
 * @param registry what each member remembers
 * @param local answers, for this process alone, verbs that are not about shares
 * @param observers count and record what the member sends and receives
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
   * @param network only members of the same network find each other; empty in an open one
   * @param join JGroups addresses of members; asked for at the start, and again every second while
   *     alone. May block for seconds; may be empty; its exceptions count as none
   * @param multicast group and port on which members of a local network find each other
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
   * @param mostMembers the largest number of members, 1 ..; further nodes attach to members
   */
  public record Role(ClusterKind kind, List<HostAndPort> here, int mostMembers) {
    /** Copies the list. */
    public Role {
      here = List.copyOf(here);
    }
  }

  /**
   * Count and record what the member sends and receives.
   *
   * @param overhead counts what the member sends, asks and refuses
   * @param tap receives every message; null if not recorded
   */
  public record Observers(Overhead overhead, @Nullable Tap tap) {}
}
