package covey.node.swarm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The open peers, by key and by slot; a slot is used again after its peer is gone. */
final class PeerTable {
  private final TreeMap<PeerKey, PeerState> byKey = new TreeMap<>();
  private final ArrayList<@Nullable PeerState> bySlot = new ArrayList<>();

  PeerTable() {
    bySlot.add(null);
  }

  @Nullable PeerState find(PeerKey key) {
    return byKey.get(key);
  }

  /** The peer in a slot that is in use. */
  PeerState inSlot(int slot) {
    PeerState peer = bySlot.get(slot);
    if (peer == null) {
      throw new IllegalStateException("slot " + slot + " is empty");
    }
    return peer;
  }

  int freeSlot() {
    int slot = 1;
    while (slot < bySlot.size() && bySlot.get(slot) != null) {
      slot++;
    }
    return slot;
  }

  void add(PeerState peer) {
    while (bySlot.size() <= peer.slot) {
      bySlot.add(null);
    }
    bySlot.set(peer.slot, peer);
    byKey.put(peer.key, peer);
  }

  void remove(PeerState peer) {
    bySlot.set(peer.slot, null);
    byKey.remove(peer.key);
  }

  /** All, by key. */
  Collection<PeerState> all() {
    return byKey.values();
  }
}
