package covey.node.transfer;

import covey.node.swarm.PeerKey;
import covey.protocol.identity.NodeId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The connections on which a share is open, and the nodes banned for it. Guarded by the session's
 * lock.
 */
final class ShareLinks {
  private final Map<PeerKey, ShareLink> byPeer = new LinkedHashMap<>();
  private final Set<NodeId> banned = new HashSet<>();

  /** Adds a link, unless its node is banned. */
  boolean add(ShareLink link) {
    if (isBanned(link.connection().node())) {
      return false;
    }
    byPeer.put(link.peer(), link);
    return true;
  }

  boolean remove(ShareLink link) {
    return byPeer.remove(link.peer(), link);
  }

  Optional<ShareLink> find(PeerKey peer) {
    return Optional.ofNullable(byPeer.get(peer));
  }

  /** Returns a copy, in the order of arrival. */
  List<ShareLink> all() {
    return List.copyOf(byPeer.values());
  }

  /** Returns the links on which our Open was sent. */
  List<ShareLink> opened() {
    return byPeer.values().stream().filter(l -> l.opened).toList();
  }

  /** Returns the number of peers that opened the share. */
  int openPeers() {
    return (int) byPeer.values().stream().filter(l -> l.theirs != null).count();
  }

  /** Returns the number of peers that could serve us: they serve, and have a part of the share. */
  int servingPeers() {
    return (int) byPeer.values().stream().filter(l -> l.serves() && !l.holdsNothing()).count();
  }

  Collection<Connection> connections() {
    return byPeer.values().stream().map(ShareLink::connection).toList();
  }

  void ban(ShareLink link) {
    banned.add(link.connection().node());
    byPeer.remove(link.peer());
  }

  boolean isBanned(NodeId node) {
    return banned.contains(node);
  }
}
