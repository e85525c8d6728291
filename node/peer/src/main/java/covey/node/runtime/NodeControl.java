package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a running node; HTTP and the command line do everything through them.
 *
 * <p>Thread-safe. A share is named by its id, a prefix of its id of 8 characters or more, a link,
 * or its name if no other share here has it; methods throw {@link NodeProblem} of kind NOT_FOUND or
 * CONFLICT if that is not exactly one share.
 */
public interface NodeControl {
  /** Returns the node's id. */
  String id();

  /** Returns where it accepts connections, with the port really bound. */
  HostAndPort listen();

  /** Returns the state of the node. */
  NodeStatus status();

  /** Returns every share, oldest first. */
  List<ShareStatus> shares();

  /** Returns one share. */
  ShareStatus share(String named) throws NodeProblem;

  /** Returns the connected peers; only those of a share if {@code named} is not null. */
  List<PeerStatus> peers(@Nullable String named) throws NodeProblem;

  /**
   * Shares a file or folder; blocks while it is hashed (listed as "importing" meanwhile) and
   * returns when it is shared. In mode central the upload to the origin goes on afterwards: see
   * {@link ShareStatus#kept}.
   */
  ShareStatus add(Path path, @Nullable String name) throws NodeProblem;

  /**
   * Starts or resumes a download and returns at once.
   *
   * @param link a link, an id, or a share's name to look for in the directory
   * @param dir the folder to put the share's file or folder in; null: the node's own
   * @param select globs over paths in the share; empty: all
   */
  ShareStatus get(String link, @Nullable Path dir, List<String> select, boolean sequential)
      throws NodeProblem;

  /** Forgets a share; with {@code data} also deletes its downloaded files. */
  void remove(String named, boolean data) throws NodeProblem;

  /**
   * Hashes all of a share's bytes again and returns the number of damaged pieces. These are no
   * longer served and, in a download, are fetched again.
   */
  int verify(String named) throws NodeProblem;

  /** Stops fetching and serving a share. */
  ShareStatus pause(String named) throws NodeProblem;

  /** Resumes a paused or failed share. */
  ShareStatus resume(String named) throws NodeProblem;

  /**
   * Opens a file of a share for reading, also while it is downloading; reading a part that is not
   * here yet waits for it. Reading does not change the order in which pieces are fetched.
   *
   * @param path the file's path in the share, parts separated by "/"; NOT_FOUND if there is none
   */
  FileContent open(String named, String path) throws NodeProblem;

  /** Searches the directory. */
  List<FoundStatus> search(String text) throws NodeProblem;

  /** Returns the mode in force, and how far an order has spread; may ask other nodes. */
  ModeStatus mode();

  /**
   * Switches this node to a mode, or orders the mode for all nodes; returns when it is in force on
   * this node. INVALID or REFUSED if the mode lacks what it needs, REFUSED if the order is not
   * allowed.
   */
  ModeStatus switchMode(Mode mode, boolean deployment) throws NodeProblem;

  /** Sets the limits in bytes per second; 0 is no limit, a negative value changes nothing. */
  void limit(long upBytesPerSecond, long downBytesPerSecond);
}
