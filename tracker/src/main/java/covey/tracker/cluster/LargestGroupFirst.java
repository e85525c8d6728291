package covey.tracker.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jgroups.Address;
import org.jgroups.protocols.pbcast.GMS;

/**
 * Orders the members of a merged view by the size of the groups that they come from.
 *
 * <p>The coordinator of the largest group stays the coordinator: it knows which seats it granted.
 * JGroups takes the coordinator with the smallest address, which may be a node that is only joining
 * and was alone for a moment.
 */
final class LargestGroupFirst extends GMS.DefaultMembershipPolicy {
  @Override
  public List<Address> getNewMembership(Collection<Collection<Address>> groups) {
    List<Collection<Address>> ordered = new ArrayList<>(groups);
    ordered.removeIf(Collection::isEmpty);
    ordered.sort(
        Comparator.<Collection<Address>>comparingInt(Collection::size)
            .reversed()
            .thenComparing(group -> group.iterator().next()));
    Set<Address> members = new LinkedHashSet<>();
    ordered.forEach(members::addAll);
    return new ArrayList<>(members);
  }
}
