package covey.node.runtime;

import com.google.common.net.HostAndPort;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a node, or a tracker, is started. A tracker is a node that hosts a directory.
 *
 * @param role node or tracker
 * @param listen where connections are accepted; port 0 takes a free one, and without a port none
 *     are accepted
 * @param directory who hosts the directory and how it is reached
 * @param state the state folder; made if missing
 * @param dir where downloads go that name no folder
 * @param origin for a tracker: where the origin's content is kept; empty: no origin
 * @param upBytesPerSecond limit on payload sent; 0: none
 * @param downBytesPerSecond limit on payload received; 0: none
 */
public record NodeSettings(
    Role role,
    HostAndPort listen,
    DirectorySettings directory,
    Path state,
    Path dir,
    Optional<Path> origin,
    long upBytesPerSecond,
    long downBytesPerSecond) {
  /** What the process is. */
  public enum Role {
    NODE,
    TRACKER
  }
}
