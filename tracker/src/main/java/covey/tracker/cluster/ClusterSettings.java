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
 * @param node the member's lasting id, by which shares are placed
 * @param bindHost where it listens; a wildcard takes the machine's first address that others can
 *     reach
 * @param bindPort 0 takes a free port
 * @param network only members of the same network find each other; empty in an open one
 * @param join JGroups addresses of members; asked for at the start, and again every second while
 *     alone. May block for seconds; may be empty; its exceptions count as none
 * @param multicast group and port on which members of a local network find each other
 * @param registry what each member remembers
 * @param kind what the cluster consists of
 * @param here where this member's process accepts connections
 * @param mostMembers the largest number of members, 1 ..; further nodes attach to members
 * @param local answers, for this process alone, verbs that are not about shares
 * @param overhead counts what the member sends, asks and refuses
 * @param tap receives what this member sends and receives; null if not recorded
 */
public record ClusterSettings(
    NodeId node,
    String bindHost,
    int bindPort,
    String network,
    Supplier<List<HostAndPort>> join,
    Optional<HostAndPort> multicast,
    RegistrySettings registry,
    ClusterKind kind,
    List<HostAndPort> here,
    int mostMembers,
    DirectoryHost local,
    Overhead overhead,
    @Nullable Tap tap) {
  /** Copies the list. */
  public ClusterSettings {
    here = List.copyOf(here);
  }
}
