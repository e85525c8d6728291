package covey.protocol.directory;

import com.google.common.net.HostAndPort;
import java.util.List;

/** What a directory host answers to a {@link RendezvousVerb}. */
public sealed interface RendezvousAnswer extends DirectoryAnswer {
  /**
   * To TakeSeat.
   *
   * @param granted the node may become a member
   * @param members how many there are
   * @param hosts where members accept connections, to attach to, at most 200
   * @param joinAddresses JGroups addresses by which to join the members, at most 20; if not granted
   *     a few, by which another group of members can merge with this one
   */
  record Seated(
      boolean granted, int members, List<HostAndPort> hosts, List<HostAndPort> joinAddresses)
      implements RendezvousAnswer {
    /** Copies the lists. */
    public Seated {
      hosts = List.copyOf(hosts);
      joinAddresses = List.copyOf(joinAddresses);
    }

    /** Creates the answer of a node that is not a member. */
    public static Seated refused(int members, List<HostAndPort> hosts) {
      return new Seated(false, members, hosts, List.of());
    }
  }

  /** To Introduce: whether the other node was told. */
  record Introduced(boolean told) implements RendezvousAnswer {}

  /** To OfferRelay: it is named to others for a while. */
  record Offered() implements RendezvousAnswer {}

  /** To FindRelays: some nodes that relay, at most {@link #MOST_RELAYS}. */
  record Relays(List<NodeRecord> relays) implements RendezvousAnswer {
    /** As many as one answer names. */
    public static final int MOST_RELAYS = 8;

    /** Copies the list. */
    public Relays {
      relays = List.copyOf(relays);
    }
  }
}
