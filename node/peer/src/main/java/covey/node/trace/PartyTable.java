package covey.node.trace;

import com.google.common.net.HostAndPort;
import covey.protocol.identity.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parties with which a node exchanged messages, by id and by address, up to a maximum. Not
 * thread-safe.
 */
final class PartyTable {
  /** The number of all parties for which there is no room. */
  static final int NOBODY = -1;

  private static final int MOST = 2_000;
  private static final int MOST_ADDRESSES = 10_000;

  private final List<Entry> entries = new ArrayList<>();
  private final Map<NodeId, Integer> byNode = new HashMap<>();
  private final Map<String, Integer> byAddress = new HashMap<>();

  private static final class Entry {
    String node = "";
    String address = "";
    final Set<String> roles = new LinkedHashSet<>();
  }

  PartyTable() {
    entries.add(new Entry());
  }

  /** The node itself. */
  void self(NodeId id, String address) {
    byNode.put(id, 0);
    entries.getFirst().node = id.toString();
    entries.getFirst().address = address;
  }

  /** Returns the party of an id; NOBODY if there are too many. */
  int of(NodeId id) {
    Integer known = byNode.get(id);
    if (known != null) {
      return known;
    }
    int number = add();
    if (number != NOBODY) {
      byNode.put(id, number);
      entries.get(number).node = id.toString();
    }
    return number;
  }

  /**
   * Returns the party of an id that was reached at an address; an earlier failed dial of the
   * address becomes the same party.
   */
  int reached(NodeId id, HostAndPort address) {
    Integer there = byAddress.get(address.toString());
    if (!byNode.containsKey(id) && there != null && entries.get(there).node.isEmpty()) {
      byNode.put(id, there);
      entries.get(there).node = id.toString();
    }
    int party = of(id);
    listensAt(party, address);
    return party;
  }

  /**
   * Returns the party of an address that was dialled or dialled from; NOBODY if there are too many.
   */
  int at(String address) {
    Integer known = byAddress.get(address);
    if (known != null) {
      return known;
    }
    int number = add();
    if (number != NOBODY) {
      listensAt(number, address);
    }
    return number;
  }

  /** Records the address at which a party listens. */
  void listensAt(int party, HostAndPort address) {
    listensAt(party, address.toString());
  }

  private void listensAt(int party, String address) {
    if (party == NOBODY) {
      return;
    }
    Entry entry = entries.get(party);
    if (entry.address.isEmpty()) {
      entry.address = address;
    }
    if (byAddress.size() < MOST_ADDRESSES) {
      byAddress.putIfAbsent(address, party);
    }
  }

  /** Adds a role to a party. */
  void is(int party, String role) {
    if (party != NOBODY) {
      entries.get(party).roles.add(role);
    }
  }

  List<Party> all() {
    List<Party> all = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      all.add(new Party(i, entry.node, entry.address, List.copyOf(entry.roles), ""));
    }
    return all;
  }

  private int add() {
    if (entries.size() >= MOST) {
      return NOBODY;
    }
    entries.add(new Entry());
    return entries.size() - 1;
  }
}
