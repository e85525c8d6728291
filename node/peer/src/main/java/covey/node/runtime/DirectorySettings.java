package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import java.util.List;
import java.util.Optional;

/**
 * Which process hosts the directory and how it is reached.
 *
 * @param mode which nodes are asked; ignored for a tracker
 * @param trackers the trackers; the first one that answers is used
 * @param members how the members of the p2p directory, or clustered trackers, find each other
 * @param cluster for a tracker: other trackers to share one directory with, any of which may be
 *     down; empty: it hosts a directory alone
 * @param relay whether to carry bytes between nodes that cannot dial each other
 */
public record DirectorySettings(
    Mode mode,
    List<HostAndPort> trackers,
    Members members,
    List<HostAndPort> cluster,
    boolean relay) {
  /** As many members as a full mesh bears well. */
  public static final int MOST_MEMBERS = 64;

  /** Copies the lists. */
  public DirectorySettings {
    trackers = List.copyOf(trackers);
    cluster = List.copyOf(cluster);
  }

  /**
   * How a cluster is joined.
   *
   * @param join addresses of any members or nodes, for p2p
   * @param multicast group and port on which p2p members find each other; empty: not at all
   * @param listen where JGroups listens; empty: a free port of the host where the process listens
   * @param mostMembers most members of the p2p directory, 1 ..; later nodes attach to one of them
   */
  public record Members(
      List<HostAndPort> join,
      Optional<HostAndPort> multicast,
      Optional<HostAndPort> listen,
      int mostMembers) {
    /** Copies the list. */
    public Members {
      join = List.copyOf(join);
    }

    /** Only by remembered peers. */
    public static Members listeningOn(Optional<HostAndPort> listen) {
      return new Members(List.of(), Optional.empty(), listen, MOST_MEMBERS);
    }
  }

  /** Settings of a tracker that is alone, or shares its directory with {@code cluster}. */
  public static DirectorySettings ofTracker(
      List<HostAndPort> cluster, Optional<HostAndPort> memberListen) {
    return new DirectorySettings(
        Mode.TRACKER, List.of(), Members.listeningOn(memberListen), cluster, false);
  }

  /** Returns the same settings, relaying or not. */
  public DirectorySettings relaying(boolean on) {
    return new DirectorySettings(mode, trackers, members, cluster, on);
  }

  /** Settings with nothing but a mode and its trackers. */
  public static DirectorySettings of(Mode mode, List<HostAndPort> trackers) {
    return new DirectorySettings(
        mode, trackers, Members.listeningOn(Optional.empty()), List.of(), false);
  }
}
