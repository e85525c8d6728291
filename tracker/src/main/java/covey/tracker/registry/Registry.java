package covey.tracker.registry;

import com.google.common.net.HostAndPort;
import covey.protocol.content.ShareId;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.OrderVerb;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.directory.ShareRecord;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.WireLimits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The nodes and their shares as known to one host: soft state that expires unless renewed.
 *
 * <p>Thread-safe; never blocks on anything but memory. Bounded by its {@link RegistrySettings};
 * refuses announcements beyond the bounds. The caller ensures that a node announces and withdraws
 * only its own shares.
 */
public final class Registry implements DirectoryHost {
  // The largest number of node addresses in a description.
  private static final int NODES_DESCRIBED = 20;

  private static final int SWEEPS_PER_LIFETIME = 16;

  private final InstantSource clock;
  private final RegistrySettings settings;
  private final Instant start;
  // Concurrent, so that a search does not block announcements; modified only under the lock.
  private final Map<ShareId, ShareEntry> shares = new ConcurrentHashMap<>();
  private final Map<NodeId, NodeEntry> nodes = new ConcurrentHashMap<>();
  private long providers;
  private int sweepSecond;
  private @Nullable NodeRecord origin;
  private volatile List<HostAndPort> here = List.of();

  /** Creates an empty registry. */
  public Registry(InstantSource clock, RegistrySettings settings) {
    this.clock = clock;
    this.settings = settings;
    this.start = clock.instant();
  }

  /** Sets the deployment's origin; answers mark its provider records from now on. */
  public synchronized void origin(NodeRecord node) {
    origin = node;
  }

  /** Returns the deployment's origin, if set. */
  public synchronized Optional<NodeRecord> origin() {
    return Optional.ofNullable(origin);
  }

  /** Sets the addresses where this host accepts connections, for use in descriptions. */
  public void reachedAt(List<HostAndPort> addresses) {
    here = List.copyOf(addresses);
  }

  @Override
  public DirectoryAnswer ask(DirectoryVerb verb) {
    return switch (verb) {
      case DirectoryVerb.Announce announce -> announce(announce);
      case DirectoryVerb.Withdraw withdraw -> withdraw(withdraw);
      case DirectoryVerb.Lookup lookup -> lookup(lookup);
      case DirectoryVerb.Search search -> new ShareSearch(search).in(shares.values(), this);
      case DirectoryVerb.Describe _ -> described();
      case OrderVerb _, RendezvousVerb _ ->
          new DirectoryAnswer.Failed(
              DirectoryAnswer.FailureCode.NOT_ALLOWED, "this host only knows who has what");
    };
  }

  private synchronized DirectoryAnswer announce(DirectoryVerb.Announce announce) {
    sweep();
    NodeEntry node = nodes.get(announce.node().id());
    if (node == null) {
      if (nodes.size() >= settings.mostNodes()) {
        return full(settings.mostNodes() + " nodes");
      }
      if (announce.shares().isEmpty()) {
        return announced();
      }
      node = new NodeEntry(announce.node());
      nodes.put(announce.node().id(), node);
    }
    node.record = announce.node();
    int expirySecond = nowSecond() + (int) settings.lifetime().toSeconds();
    for (ShareRecord share : announce.shares()) {
      Optional<DirectoryAnswer> refused = put(node, share, expirySecond);
      if (refused.isPresent()) {
        forgetIfIdle(node);
        return refused.get();
      }
    }
    return announced();
  }

  private Optional<DirectoryAnswer> put(NodeEntry node, ShareRecord share, int expirySecond) {
    ShareEntry entry = shares.get(share.id());
    if (entry == null || !entry.has(node)) {
      if (node.shares.size() >= settings.mostSharesOfNode()) {
        return Optional.of(full(settings.mostSharesOfNode() + " shares of one node"));
      }
      if (providers >= settings.mostProviders()) {
        return Optional.of(full(settings.mostProviders() + " providers"));
      }
      if (entry == null && shares.size() >= settings.mostShares()) {
        return Optional.of(full(settings.mostShares() + " shares"));
      }
      if (entry != null && entry.providers() >= settings.mostProvidersOfShare()) {
        return Optional.of(full(settings.mostProvidersOfShare() + " providers of one share"));
      }
      if (entry == null) {
        entry = new ShareEntry(share);
        shares.put(share.id(), entry);
      }
      node.shares.put(entry, Integer.MAX_VALUE);
      providers++;
    }
    entry.put(node, share.complete(), expirySecond);
    return Optional.empty();
  }

  private synchronized DirectoryAnswer withdraw(DirectoryVerb.Withdraw withdraw) {
    NodeEntry node = nodes.get(withdraw.node());
    if (node != null) {
      if (withdraw.shares().isEmpty()) {
        node.shares.keys().forEach(share -> remove(share, node));
      } else {
        for (ShareId id : withdraw.shares()) {
          ShareEntry share = shares.get(id);
          if (share != null) {
            remove(share, node);
          }
        }
      }
    }
    return new DirectoryAnswer.Withdrawn();
  }

  private void remove(ShareEntry share, NodeEntry node) {
    if (share.remove(node)) {
      forgotten(share, node);
      if (share.providers() == 0) {
        shares.remove(share.id);
      }
    }
  }

  /** Updates the node's side and the counts after the share lost the node. */
  private void forgotten(ShareEntry share, NodeEntry node) {
    providers--;
    node.shares.remove(share);
    forgetIfIdle(node);
  }

  private void forgetIfIdle(NodeEntry node) {
    if (node.shares.size() == 0) {
      nodes.remove(node.record.id());
    }
  }

  private synchronized DirectoryAnswer lookup(DirectoryVerb.Lookup lookup) {
    sweep();
    ShareEntry share = shares.get(lookup.share());
    if (share == null) {
      return new DirectoryAnswer.LookedUp(Optional.empty(), List.of());
    }
    int most = Math.clamp(lookup.most(), 1, WireLimits.PROVIDERS);
    int random = ThreadLocalRandom.current().nextInt();
    ShareEntry.Chosen chosen = share.choose(most, nowSecond(), random, lookup.asking());
    List<DirectoryAnswer.Provider> found = new ArrayList<>();
    if (chosen.complete().isEmpty() && chosen.partial().isEmpty()) {
      expire(share, nowSecond());
    }
    if (share.providers() == 0) {
      return new DirectoryAnswer.LookedUp(Optional.empty(), List.of());
    }
    chosen.complete().forEach(node -> found.add(provider(node, true)));
    chosen.partial().forEach(node -> found.add(provider(node, false)));
    nameOrigin(share, found, lookup);
    return new DirectoryAnswer.LookedUp(Optional.of(share.record()), found);
  }

  /** Puts the origin first if it has the share, even if the random choice omitted it. */
  private void nameOrigin(
      ShareEntry share, List<DirectoryAnswer.Provider> found, DirectoryVerb.Lookup lookup) {
    NodeEntry node = origin == null ? null : nodes.get(origin.id());
    if (node == null || node.record.id().equals(lookup.asking()) || !share.has(node)) {
      return;
    }
    if (!found.removeIf(DirectoryAnswer.Provider::origin) && found.size() >= lookup.most()) {
      found.removeLast();
    }
    found.addFirst(provider(node, share.hasComplete(node)));
  }

  private DirectoryAnswer.Provider provider(NodeEntry node, boolean complete) {
    boolean isOrigin = origin != null && node.record.id().equals(origin.id());
    return new DirectoryAnswer.Provider(node.record, complete, isOrigin);
  }

  /** Returns the search result for a share. */
  synchronized DirectoryAnswer.FoundShare found(ShareEntry share) {
    return new DirectoryAnswer.FoundShare(
        share.record(), share.providers(), share.completeProviders());
  }

  private synchronized DirectoryAnswer described() {
    sweep();
    List<HostAndPort> known = new ArrayList<>();
    for (NodeEntry node : nodes.values()) {
      if (known.size() == NODES_DESCRIBED) {
        break;
      }
      node.record.listen().stream().findFirst().ifPresent(known::add);
    }
    return new DirectoryAnswer.Described(
        "tracker", origin(), List.of(), known, here, shares.size(), providers);
  }

  /**
   * Removes expired records. Visits all shares, so it does nothing on most calls; counts lag
   * slightly.
   */
  synchronized void sweep() {
    int now = nowSecond();
    if (now - sweepSecond < Math.max(1, settings.lifetime().toSeconds() / SWEEPS_PER_LIFETIME)) {
      return;
    }
    sweepSecond = now;
    for (ShareEntry share : shares.values()) {
      expire(share, now);
    }
  }

  private void expire(ShareEntry share, int nowSecond) {
    share.expire(nowSecond).forEach(node -> forgotten(share, node));
    if (share.providers() == 0) {
      shares.remove(share.id);
    }
  }

  private int nowSecond() {
    return (int) (clock.instant().getEpochSecond() - start.getEpochSecond());
  }

  private DirectoryAnswer announced() {
    return new DirectoryAnswer.Announced(settings.interval(), settings.lifetime());
  }

  private static DirectoryAnswer full(String bound) {
    return new DirectoryAnswer.Failed(
        DirectoryAnswer.FailureCode.BUSY, "the directory is full: it takes at most " + bound);
  }
}
