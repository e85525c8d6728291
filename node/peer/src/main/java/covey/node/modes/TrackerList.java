package covey.node.modes;

import com.google.common.net.HostAndPort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The trackers of one directory: those that were configured, in their order, then those that a
 * tracker has named since, newest first. Thread-safe.
 *
 * <p>The order is kept, and nodes are not spread over them: trackers that are no cluster are
 * directories of their own, and nodes spread over two of them would not find each other.
 */
final class TrackerList {
  /** A cluster of trackers has a few members; those that moved leave their old addresses here. */
  private static final int MOST_LEARNED = 16;

  private final List<HostAndPort> configured;
  private List<HostAndPort> learned = List.of();

  TrackerList(List<HostAndPort> configured) {
    this.configured = List.copyOf(configured);
  }

  /** A tracker named those that keep the directory together with it. */
  synchronized void learn(Collection<HostAndPort> named) {
    Set<HostAndPort> all = new LinkedHashSet<>(named);
    all.addAll(learned);
    configured.forEach(all::remove);
    learned = all.stream().limit(MOST_LEARNED).toList();
  }

  /** All, in the order in which to try them. */
  synchronized List<HostAndPort> all() {
    List<HostAndPort> all = new ArrayList<>(configured);
    all.addAll(learned);
    return all;
  }

  /** All, in the order in which to try them after {@code failed} has failed. */
  List<HostAndPort> after(HostAndPort failed) {
    List<HostAndPort> all = all();
    if (all.remove(failed)) {
      all.add(failed);
    }
    return all;
  }
}
