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
 * <p>Trackers keep the order in which they were configured; the one that failed last is tried last.
 * Trackers without a cluster are separate directories, and nodes spread over two of them would not
 * find each other. Members are one directory: all that failed are tried last.
 */
final class EndpointList {
  /** A cluster of trackers has a few members; trackers that moved leave old addresses here. */
  private static final int MOST_LEARNED = 16;

  private static final int MOST_MEMBERS = 200;

  private final boolean keepsOrder;
  // All below is guarded by this.
  private List<HostAndPort> given;
  private List<HostAndPort> learned = List.of();
  private final Set<HostAndPort> failed = new LinkedHashSet<>();

  private EndpointList(boolean keepsOrder, Collection<HostAndPort> given) {
    this.keepsOrder = keepsOrder;
    this.given = List.copyOf(given);
  }

  /** Returns the list of these trackers, at least one. */
  static EndpointList trackers(Collection<HostAndPort> configured) {
    if (configured.isEmpty()) {
      throw new IllegalArgumentException("no tracker was named");
    }
    return new EndpointList(true, configured);
  }

  /** Returns the list of at most 200 of these members. */
  static EndpointList members(Collection<HostAndPort> known) {
    EndpointList made = new EndpointList(false, List.of());
    made.replace(known);
    return made;
  }

  /** Uses at most 200 of these addresses from now on, and no others. */
  synchronized void replace(Collection<HostAndPort> all) {
    given = all.stream().distinct().limit(MOST_MEMBERS).toList();
    failed.clear();
  }

  /** Adds addresses that a host named, newest first, after those that were given. */
  synchronized void learn(Collection<HostAndPort> named) {
    Set<HostAndPort> all = new LinkedHashSet<>(named);
    all.addAll(learned);
    given.forEach(all::remove);
    learned = all.stream().limit(MOST_LEARNED).toList();
  }

  /** Puts an endpoint last that failed while it was in use. */
  synchronized void failed(HostAndPort endpoint) {
    if (keepsOrder) {
      failed.clear();
    }
    failed.remove(endpoint);
    failed.add(endpoint);
  }

  /** Puts endpoints last that could not be reached, unless the order is kept. */
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
