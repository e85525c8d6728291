package covey.node.runtime;

import com.google.common.net.HostAndPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The other trackers to share a directory with: named or remembered, without this tracker. */
final class OtherTrackers implements Supplier<List<HostAndPort>> {
  private final List<HostAndPort> named;
  private final Supplier<List<HostAndPort>> remembered;
  private final DialableAddresses own;

  OtherTrackers(
      List<HostAndPort> named, Supplier<List<HostAndPort>> remembered, DialableAddresses own) {
    this.named = named;
    this.remembered = remembered;
    this.own = own;
  }

  @Override
  public List<HostAndPort> get() {
    Set<HostAndPort> others = new LinkedHashSet<>(named);
    others.addAll(remembered.get());
    others.removeIf(this::isThisOne);
    return List.copyOf(others);
  }

  private boolean isThisOne(HostAndPort tracker) {
    for (HostAndPort address : own.announced()) {
      if (address.equals(tracker)
          || (address.getPort() == tracker.getPort() && isSameHost(address, tracker))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSameHost(HostAndPort one, HostAndPort other) {
    try {
      return InetAddress.getByName(one.getHost()).equals(InetAddress.getByName(other.getHost()));
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
