package covey.node.runtime;

import com.google.common.net.HostAndPort;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to start a node or a tracker. A tracker is a node that hosts a directory.
 *
 * @param listen where to accept connections; port 0 takes a free one, and without a port none are
 *     accepted
 * @param directory which process hosts the directory and how it is reached
 * @param state the state folder; made if missing
 * @param dir the folder for downloads that name none
 * @param origin for a tracker: where the origin's content is kept; empty: no origin
 */
public record NodeSettings(
    Role role,
    HostAndPort listen,
    DirectorySettings directory,
    Path state,
    Path dir,
    Optional<Path> origin,
    Limits limits) {
  /** Limits on payload sent and received; 0 is none. */
  public record Limits(long upBytesPerSecond, long downBytesPerSecond) {
    /** No limits. */
    public static final Limits NONE = new Limits(0, 0);
  }

  /** What the process is. */
  public enum Role {
    NODE,
    TRACKER
  }
}
