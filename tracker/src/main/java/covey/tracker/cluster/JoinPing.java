package covey.tracker.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.Event;
import org.jgroups.Message;
import org.jgroups.PhysicalAddress;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.PingData;
import org.jgroups.protocols.PingHeader;
import org.jgroups.protocols.TCPPING;
import org.jgroups.util.NameCache;
import org.jgroups.util.Responses;
import org.jgroups.util.Tuple;

/**
 * A TCPPING that needs the address of only one member and accepts addresses while it runs.
 *
 * <p>A member answers with all the addresses it knows. A member that is alone sends a discovery
 * request to each of them, so that the coordinator among them knows where to send its answer. Plain
 * TCPPING asks the configured hosts only.
 */
final class JoinPing extends TCPPING {
  private final Set<PhysicalAddress> greeted = ConcurrentHashMap.newKeySet();
  private volatile List<PhysicalAddress> hosts = List.of();

  JoinPing() {
    // Protocol ids depend on the class name, and all members must use the same id, so this class
    // uses its parent's.
    id = ClassConfigurator.getProtocolId(TCPPING.class);
    initial_hosts_set_programmatically = true;
    return_entire_cache = true;
    // A host that does not answer must not delay the others.
    async_discovery_use_separate_thread_per_request = true;
  }

  void hosts(Collection<PhysicalAddress> addresses) {
    hosts = List.copyOf(addresses);
  }

  @Override
  public void findMembers(List<Address> members, boolean initialDiscovery, Responses responses) {
    initial_hosts = hosts;
    super.findMembers(members, initialDiscovery, responses);
  }

  @Override
  public Object down(Event event) {
    Object result = super.down(event);
    if (event.getType() == Event.ADD_PHYSICAL_ADDRESS && (view == null || view.size() == 1)) {
      Tuple<Address, PhysicalAddress> known = event.getArg();
      PhysicalAddress peer = known.val2();
      if (peer != null && !known.val1().equals(local_addr) && greeted.add(peer)) {
        timer.execute(() -> greet(peer));
      }
    }
    return result;
  }

  private void greet(PhysicalAddress peer) {
    PhysicalAddress own = (PhysicalAddress) down(new Event(Event.GET_PHYSICAL_ADDRESS, local_addr));
    PingData data = new PingData(local_addr, false, NameCache.get(local_addr), own);
    PingHeader header =
        new PingHeader(PingHeader.GET_MBRS_REQ).clusterName(cluster_name).initialDiscovery(false);
    Message request =
        new BytesMessage(peer)
            .setFlag(Message.Flag.DONT_BUNDLE, Message.Flag.OOB)
            .setFlag(Message.TransientFlag.DONT_LOOPBACK)
            .putHeader(id, header)
            .setArray(marshal(data));
    sendDiscoveryRequest(request);
  }
}
