package covey.node.swarm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The open peers, by key and by slot; a slot is used again after its peer is gone. */
final class PeerTable {
  /** The numbers of the keys, ascending, and the peers in the same places. */
  private long[] numbers = new long[8];

  private final ArrayList<PeerState> byKey = new ArrayList<>();
  private final ArrayList<@Nullable PeerState> bySlot = new ArrayList<>();

  PeerTable() {
    bySlot.add(null);
  }

  @Nullable PeerState find(PeerKey key) {
    int place = placeOf(key);
    return place < 0 ? null : byKey.get(place);
  }

  private int placeOf(PeerKey key) {
    return Arrays.binarySearch(numbers, 0, byKey.size(), key.number());
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

  /** Adds a peer whose key is not there. */
  void add(PeerState peer) {
    while (bySlot.size() <= peer.slot) {
      bySlot.add(null);
    }
    bySlot.set(peer.slot, peer);
    int count = byKey.size();
    int place = -1 - placeOf(peer.key);
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * count);
    }
    System.arraycopy(numbers, place, numbers, place + 1, count - place);
    numbers[place] = peer.key.number();
    byKey.add(place, peer);
  }

  void remove(PeerState peer) {
    bySlot.set(peer.slot, null);
    int place = placeOf(peer.key);
    byKey.remove(place);
    System.arraycopy(numbers, place + 1, numbers, place, byKey.size() - place);
  }

  /** All, by key. */
  List<PeerState> all() {
    return byKey;
  }
}
