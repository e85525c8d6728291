package covey.protocol.directory;

import com.google.common.net.HostAndPort;
import covey.protocol.identity.NodeId;
import java.util.List;

/**
 * A node as others find it.
 *
 * @param listen where it accepts connections; empty if it cannot be dialled
 * @param agent program and version, for people
 */
public record NodeRecord(NodeId id, List<HostAndPort> listen, String agent) {
  /** Copies the list. */
  public NodeRecord {
    listen = List.copyOf(listen);
  }
}
