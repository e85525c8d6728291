package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.node.modes.SourceRules;
import covey.node.rendezvous.PeerConnector;
import covey.node.transfer.Connections;
import covey.protocol.content.ShareId;
import covey.protocol.directory.Directory;
import covey.protocol.identity.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The searches for peers that are under way, at most one per share. Thread-safe. */
final class PeerFinders {
  private final Network network;
  private final Map<ShareId, PeerFinder> running = new ConcurrentHashMap<>();

  /**
   * What a search needs of the node.
   *
   * @param trackers addresses at which an origin may be reached, besides its own
   */
  record Network(
      NodeId self,
      Directory directory,
      Connections connections,
      SourceRules rules,
      Supplier<List<HostAndPort>> trackers,
      PeerConnector approaches) {}

  PeerFinders(Network network) {
    this.network = network;
  }

  /** Searches for peers as long as the share fetches, in place of any search under way for it. */
  void start(LocalShare share) {
    PeerFinder finder = new PeerFinder(share, network);
    PeerFinder former = running.put(share.id(), finder);
    if (former != null) {
      former.stop();
    }
    Thread.ofVirtual().name("covey-find").start(finder);
  }

  /** Ends the search for a share's peers. */
  void stop(ShareId share) {
    PeerFinder finder = running.remove(share);
    if (finder != null) {
      finder.stop();
    }
  }

  /** Returns the search for a share's peers, if one was started. */
  Optional<PeerFinder> find(ShareId share) {
    return Optional.ofNullable(running.get(share));
  }
}
