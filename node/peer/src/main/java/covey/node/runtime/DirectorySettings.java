package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import java.util.List;
import java.util.Optional;

/**
 * Who hosts the directory and how it is reached.
 *
 * @param mode who is asked; for a tracker ignored
 * @param trackers trackers, the first that answers is used
 * @param join any members' or nodes' addresses, for p2p
 * @param multicast group and port on which p2p members find each other; empty: not at all
 * @param cluster for a tracker: other trackers with which it keeps one directory, any of which may
 *     be down; empty: it keeps one alone
 * @param memberListen where JGroups listens; empty: a free port of the host where the process
 *     listens
 * @param mostMembers so many members the p2p directory has at most, 1 ..; who comes later attaches
 *     to one of them
 * @param relay carry bytes between nodes that cannot dial each other
 */
public record DirectorySettings(
    Mode mode,
    List<HostAndPort> trackers,
    List<HostAndPort> join,
    Optional<HostAndPort> multicast,
    List<HostAndPort> cluster,
    Optional<HostAndPort> memberListen,
    int mostMembers,
    boolean relay) {
  /** As many members as a full mesh bears well. */
  public static final int MOST_MEMBERS = 64;

  /** Copies the lists. */
  public DirectorySettings {
    trackers = List.copyOf(trackers);
    join = List.copyOf(join);
    cluster = List.copyOf(cluster);
  }

  /** A tracker's: alone, or with others that {@code cluster} names. */
  public static DirectorySettings ofTracker(
      List<HostAndPort> cluster, Optional<HostAndPort> memberListen) {
    return new DirectorySettings(
        Mode.TRACKER,
        List.of(),
        List.of(),
        Optional.empty(),
        cluster,
        memberListen,
        MOST_MEMBERS,
        false);
  }

  /** The same, relaying or not. */
  public DirectorySettings relaying(boolean on) {
    return new DirectorySettings(
        mode, trackers, join, multicast, cluster, memberListen, mostMembers, on);
  }

  /** What a mode needs at least; nothing more is allowed. */
  public static DirectorySettings of(Mode mode, List<HostAndPort> trackers) {
    return new DirectorySettings(
        mode,
        trackers,
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        MOST_MEMBERS,
        false);
  }
}
