package covey.node.transfer;

import covey.protocol.content.ShareId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The shares open on one connection, by id and by the handle that the peer gave them. Thread-safe.
 */
final class ShareHandles {
  private final Connection connection;
  private final Map<ShareId, ShareLink> byShare = new ConcurrentHashMap<>();
  private final Map<Integer, ShareLink> byTheirHandle = new ConcurrentHashMap<>();
  private int nextHandle = 1;

  ShareHandles(Connection connection) {
    this.connection = connection;
  }

  /** Returns the link for a session, with a handle of our own; made if there is none. */
  synchronized ShareLink link(ShareSession session) {
    ShareLink link = byShare.get(session.id());
    if (link == null || link.session() != session) {
      link = new ShareLink(connection, session, nextHandle++);
      byShare.put(session.id(), link);
    }
    return link;
  }

  /** The peer gave a share this handle. */
  void openedByPeer(int theirHandle, ShareLink link) {
    byTheirHandle.put(theirHandle, link);
  }

  /** Removes and returns the share to which the peer gave this handle; null if there is none. */
  @Nullable ShareLink closedByPeer(int theirHandle) {
    return byTheirHandle.remove(theirHandle);
  }

  @Nullable ShareLink byTheirHandle(int handle) {
    return byTheirHandle.get(handle);
  }

  @Nullable ShareLink find(ShareId share) {
    return byShare.get(share);
  }

  /** Removes a link; returns false if it was not there. */
  boolean remove(ShareLink link) {
    boolean removed = byShare.remove(link.session().id(), link);
    if (removed) {
      byTheirHandle.values().removeIf(l -> l == link);
    }
    return removed;
  }

  List<ShareId> shares() {
    return List.copyOf(byShare.keySet());
  }

  List<ShareLink> links() {
    return List.copyOf(byShare.values());
  }

  void clear() {
    byShare.clear();
    byTheirHandle.clear();
  }
}
