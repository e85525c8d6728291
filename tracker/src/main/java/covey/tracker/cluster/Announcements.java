package covey.tracker.cluster;

import covey.protocol.content.ShareId;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.ShareRecord;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.WireLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was announced through this member, and which owners have acknowledged it.
 *
 * <p>From this follows what is still due, after a lost message, a new owner or an interval that has
 * passed. The member's own shares stay until withdrawn, those of attached nodes until these stop
 * announcing them. Thread-safe.
 */
final class Announcements {
  private final NodeId own;
  private final InstantSource clock;
  private final Duration lifetime;
  private final int mostShares;
  private final Map<NodeId, OfNode> nodes = new LinkedHashMap<>();
  private int size;

  Announcements(NodeId own, InstantSource clock, Duration lifetime, int mostShares) {
    this.own = own;
    this.clock = clock;
    this.lifetime = lifetime;
    this.mostShares = mostShares;
  }

  /**
   * What to announce to one member about one node's shares; at most as many as one Announce holds.
   */
  record Batch(Member to, NodeRecord node, List<Announced> shares) {
    List<ShareRecord> records() {
      return shares.stream().map(Announced::share).toList();
    }
  }

  /**
   * A share as announced; a new one for each announcement, so that late acknowledgements do not
   * count.
   */
  static final class Announced {
    private final ShareRecord share;
    private List<Member> acknowledged = List.of();

    private Announced(ShareRecord share) {
      this.share = share;
    }

    ShareRecord share() {
      return share;
    }
  }

  /**
   * Keeps, or replaces; the shares as they are kept. Empty, with nothing kept, if there is no room.
   */
  synchronized List<Announced> put(NodeRecord node, List<ShareRecord> shares) {
    if (size + shares.size() > mostShares) {
      return List.of();
    }
    OfNode ofNode = nodes.computeIfAbsent(node.id(), id -> new OfNode(node));
    ofNode.record = node;
    ofNode.deadline = clock.instant().plus(lifetime);
    List<Announced> kept = new ArrayList<>(shares.size());
    for (ShareRecord share : shares) {
      Announced announced = new Announced(share);
      if (ofNode.shares.put(share.id(), announced) == null) {
        size++;
      }
      kept.add(announced);
    }
    return kept;
  }

  /** Forgets shares; all of the node's if the list is empty. */
  synchronized void remove(NodeId node, List<ShareId> shares) {
    OfNode ofNode = nodes.get(node);
    if (ofNode == null) {
      return;
    }
    if (shares.isEmpty()) {
      size -= ofNode.shares.size();
      ofNode.shares.clear();
    }
    for (ShareId share : shares) {
      if (ofNode.shares.remove(share) != null) {
        size--;
      }
    }
    if (ofNode.shares.isEmpty()) {
      nodes.remove(node);
    }
  }

  /**
   * All that owners have not acknowledged; forgets nodes that have not announced for a lifetime.
   */
  synchronized List<Batch> due(OwnerSelection placement) {
    Instant now = clock.instant();
    nodes
        .values()
        .removeIf(
            node -> {
              boolean gone = !node.record.id().equals(own) && node.deadline.isBefore(now);
              size -= gone ? node.shares.size() : 0;
              return gone;
            });
    List<Batch> due = new ArrayList<>();
    nodes.values().forEach(n -> due.addAll(due(n.record, n.shares.values(), placement)));
    return due;
  }

  /** What of {@code shares} the owners have not acknowledged. */
  synchronized List<Batch> due(
      NodeRecord node, Collection<Announced> shares, OwnerSelection placement) {
    Map<Member, List<Announced>> byMember = new LinkedHashMap<>();
    for (Announced announced : shares) {
      for (Member owner : placement.owners(announced.share.id())) {
        if (!announced.acknowledged.contains(owner)) {
          byMember.computeIfAbsent(owner, m -> new ArrayList<>()).add(announced);
        }
      }
    }
    List<Batch> due = new ArrayList<>();
    byMember.forEach(
        (member, all) -> {
          for (int i = 0; i < all.size(); i += WireLimits.ANNOUNCED_SHARES) {
            int end = Math.min(all.size(), i + WireLimits.ANNOUNCED_SHARES);
            due.add(new Batch(member, node, List.copyOf(all.subList(i, end))));
          }
        });
    return due;
  }

  /** Notes that the member has acknowledged it. */
  synchronized void acknowledged(Batch batch) {
    for (Announced announced : batch.shares) {
      List<Member> all = new ArrayList<>(announced.acknowledged);
      all.add(batch.to);
      announced.acknowledged = List.copyOf(all);
    }
  }

  /** True if at least one owner has each of these. */
  synchronized boolean known(Collection<Announced> shares) {
    return shares.stream().noneMatch(announced -> announced.acknowledged.isEmpty());
  }

  /**
   * Forgets the acknowledgements of members that left: if they come back, they have forgotten too.
   */
  synchronized void retain(OwnerSelection placement) {
    for (OfNode node : nodes.values()) {
      for (Announced announced : node.shares.values()) {
        if (!placement.members().containsAll(announced.acknowledged)) {
          announced.acknowledged =
              announced.acknowledged.stream().filter(placement::contains).toList();
        }
      }
    }
  }

  /** Makes the member's own shares due again: the interval has passed. */
  synchronized void refresh() {
    OfNode node = nodes.get(own);
    if (node != null) {
      node.shares.replaceAll((id, announced) -> new Announced(announced.share));
    }
  }

  private static final class OfNode {
    final Map<ShareId, Announced> shares = new HashMap<>();
    NodeRecord record;
    Instant deadline = Instant.MIN;

    OfNode(NodeRecord record) {
      this.record = record;
    }
  }
}
