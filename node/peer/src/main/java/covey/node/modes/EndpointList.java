package covey.node.modes;

import com.google.common.net.HostAndPort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The addresses of a directory's hosts, in the order in which to try them. Thread-safe.
 *
 * <p>Trackers keep their configured order, except that the one that failed most recently is tried
 * last. Trackers without a cluster are separate directories, and nodes spread over two of them
 * would not find each other. Members form one directory, so all that failed are tried last.
 */
final class EndpointList {
  /** A cluster has only a few trackers; trackers that moved leave stale addresses here. */
  private static final int MOST_LEARNED = 16;

  private static final int MOST_MEMBERS = 200;

  private final boolean keepsOrder;
  // The fields below are guarded by this.
  private List<HostAndPort> given;
  private List<HostAndPort> learned = List.of();
  private final Set<HostAndPort> failed = new LinkedHashSet<>();

  private EndpointList(boolean keepsOrder, Collection<HostAndPort> given) {
    this.keepsOrder = keepsOrder;
    this.given = List.copyOf(given);
  }

  /** Returns a list of these trackers, at least one. */
  static EndpointList trackers(Collection<HostAndPort> configured) {
    if (configured.isEmpty()) {
      throw new IllegalArgumentException("no tracker was named");
    }
    return new EndpointList(true, configured);
  }

  /** Returns a list of at most 200 of these members. */
  static EndpointList members(Collection<HostAndPort> known) {
    EndpointList made = new EndpointList(false, List.of());
    made.replace(known);
    return made;
  }

  /** Replaces all addresses with at most 200 of these. */
  synchronized void replace(Collection<HostAndPort> all) {
    given = all.stream().distinct().limit(MOST_MEMBERS).toList();
    failed.clear();
  }

  /** Adds addresses that a host named, newest first, after the given ones. */
  synchronized void learn(Collection<HostAndPort> named) {
    Set<HostAndPort> all = new LinkedHashSet<>(named);
    all.addAll(learned);
    given.forEach(all::remove);
    learned = all.stream().limit(MOST_LEARNED).toList();
  }

  /** Moves an endpoint that failed while in use to the end. */
  synchronized void failed(HostAndPort endpoint) {
    if (keepsOrder) {
      failed.clear();
    }
    failed.remove(endpoint);
    failed.add(endpoint);
  }

  /** Moves unreachable endpoints to the end, unless the order is fixed. */
  synchronized void unreached(Collection<HostAndPort> endpoints) {
    if (!keepsOrder) {
      endpoints.forEach(this::failed);
    }
  }

  /** Returns all endpoints in the order in which to try them. */
  synchronized List<HostAndPort> inOrder() {
    Set<HostAndPort> all = new LinkedHashSet<>(given);
    all.addAll(learned);
    List<HostAndPort> last = failed.stream().filter(all::remove).toList();
    List<HostAndPort> ordered = new ArrayList<>(all);
    ordered.addAll(last);
    return ordered;
  }
}
