package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a running node: HTTP and the command line do all they do through this.
 *
 * <p>Thread-safe. Wherever a share is named, that is its id, a prefix of it of 8 characters or
 * more, a link, or its name if no other share here has it; {@link NodeProblem} of kind NOT_FOUND or
 * CONFLICT otherwise.
 */
public interface NodeControl {
  /** The node's id. */
  String id();

  /** Where it listens, with the port really bound. */
  HostAndPort listen();

  /** How the node stands. */
  NodeStatus status();

  /** Every share, in the order they came. */
  List<ShareStatus> shares();

  /** One share. */
  ShareStatus share(String named) throws NodeProblem;

  /** Connected peers; only those of a share if {@code named} is not null. */
  List<PeerStatus> peers(@Nullable String named) throws NodeProblem;

  /**
   * Shares a file or folder; blocks while it is hashed (listed as "importing" meanwhile), returns
   * when it is announced. In `central` the upload to the origin goes on after it: see {@link
   * ShareStatus#kept}.
   */
  ShareStatus add(Path path, @Nullable String name) throws NodeProblem;

  /**
   * Begins a download, or takes one up again, and returns at once.
   *
   * @param link a link, an id, or a share's name to look for in the directory
   * @param dir the folder under which the share's file or folder is put; null: the node's own
   * @param select globs over paths in the share; empty: all
   */
  ShareStatus get(String link, @Nullable Path dir, List<String> select, boolean sequential)
      throws NodeProblem;

  /** Forgets a share; with {@code data} deletes its downloaded files too. */
  void remove(String named, boolean data) throws NodeProblem;

  /**
   * Hashes all of a share's bytes again; what is damaged is no longer served and, in a download,
   * fetched again. Returns how many pieces were found damaged.
   */
  int verify(String named) throws NodeProblem;

  /** Stops fetching and serving a share. */
  ShareStatus pause(String named) throws NodeProblem;

  /** Takes up a paused or failed share again. */
  ShareStatus resume(String named) throws NodeProblem;

  /**
   * Opens a file of a share for reading, also while it is downloading; what a reader asks for is
   * fetched early.
   *
   * @param path the file's path in the share, parts separated by "/"; NOT_FOUND if there is none
   */
  FileContent open(String named, String path) throws NodeProblem;

  /** Searches the directory. */
  List<FoundStatus> search(String text) throws NodeProblem;

  /** The mode in force, and how far an order of it has come; may ask other nodes. */
  ModeStatus mode();

  /**
   * Puts this node into a mode, or orders it for all; returns when it is in force on this node.
   * INVALID or REFUSED if the mode lacks what it needs, REFUSED if the order is not allowed.
   */
  ModeStatus switchMode(Mode mode, boolean deployment) throws NodeProblem;

  /** Sets the limits, in bytes a second; 0 is none, negative leaves one as it is. */
  void limit(long upBytesPerSecond, long downBytesPerSecond);
}
