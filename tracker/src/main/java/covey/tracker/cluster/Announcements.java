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
 * The announcements made through this member, and the owners that acknowledged each.
 *
 * <p>Derives the announcements that are still due after a lost message, a new owner or the end of
 * an interval. The member's own shares stay until withdrawn; those of attached nodes stay until the
 * nodes stop announcing them. Thread-safe.
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
   * One announcement to one member about one node's shares; no larger than one Announce can hold.
   */
  record Batch(Member to, NodeRecord node, List<Announced> shares) {
    List<ShareRecord> records() {
      return shares.stream().map(Announced::share).toList();
    }
  }

  /**
   * An announced share. Each announcement creates a new instance, so that late acknowledgements of
   * an older one do not count.
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
   * Adds or replaces shares and returns them as kept. If there is no room, keeps nothing and
   * returns an empty list.
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

  /** Removes the listed shares of the node, or all of them if the list is empty. */
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
   * Returns everything that owners have not acknowledged. First removes nodes that have not
   * announced for a lifetime.
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

  /** Returns the part of {@code shares} that owners have not acknowledged. */
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

  /** Records that the member acknowledged the batch. */
  synchronized void acknowledged(Batch batch) {
    for (Announced announced : batch.shares) {
      List<Member> all = new ArrayList<>(announced.acknowledged);
      all.add(batch.to);
      announced.acknowledged = List.copyOf(all);
    }
  }

  /** Returns true if each share was acknowledged by at least one owner. */
  synchronized boolean known(Collection<Announced> shares) {
    return shares.stream().noneMatch(announced -> announced.acknowledged.isEmpty());
  }

  /**
   * Discards the acknowledgements of members that left. A member that comes back has lost its
   * records.
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

  /** Makes the member's own shares due again, at the end of an interval. */
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
