package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a node, or a tracker, is started. A tracker is a node that hosts a directory.
 *
 * @param role node or tracker
 * @param listen where connections are accepted; port 0 takes a free one
 * @param mode who is asked; for a tracker ignored
 * @param trackers trackers, the first that answers is used
 * @param join any members' or nodes' addresses, for p2p
 * @param multicast group and port on which p2p members find each other; empty: not at all
 * @param state the state folder; made if missing
 * @param dir where downloads go that name no folder
 * @param origin for a tracker: where the origin's content is kept; empty: no origin
 * @param upBytesPerSecond limit on payload sent; 0: none
 * @param downBytesPerSecond limit on payload received; 0: none
 */
public record NodeSettings(
    Role role,
    HostAndPort listen,
    Mode mode,
    List<HostAndPort> trackers,
    List<HostAndPort> join,
    Optional<HostAndPort> multicast,
    Path state,
    Path dir,
    Optional<Path> origin,
    long upBytesPerSecond,
    long downBytesPerSecond) {
  /** Copies the lists. */
  public NodeSettings {
    trackers = List.copyOf(trackers);
    join = List.copyOf(join);
  }

  /** What the process is. */
  public enum Role {
    NODE,
    TRACKER
  }
}
