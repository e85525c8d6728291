package covey.node.swarm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open peers, by key and by slot; a slot is reused after its peer is gone.
 *
 * <p>Most inputs concern one peer, and most of their cost is cache misses, so a peer is found by a
 * hash of its number with open addressing.
 */
final class PeerTable {
  /** Fibonacci hashing: 2^64 over the golden ratio. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** At most half full; the length is a power of two. */
  private @Nullable PeerState[] table = new PeerState[16];

  private final ArrayList<PeerState> byKey = new ArrayList<>();
  private final ArrayList<@Nullable PeerState> bySlot = new ArrayList<>();

  PeerTable() {
    bySlot.add(null);
  }

  @Nullable PeerState find(PeerKey key) {
    return table[placeOf(key.number())];
  }

  /** Returns the index of a key, or where it would be stored. */
  private int placeOf(long number) {
    int last = table.length - 1;
    int place = (int) ((number * SPREAD) >>> 32) & last;
    PeerState there = table[place];
    while (there != null && there.number != number) {
      place = (place + 1) & last;
      there = table[place];
    }
    return place;
  }

  /** Returns the peer in a slot that is in use. */
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

  /** Adds a peer whose key is not in the table. */
  void add(PeerState peer) {
    while (bySlot.size() <= peer.slot) {
      bySlot.add(null);
    }
    bySlot.set(peer.slot, peer);
    byKey.add(-1 - rank(peer), peer);
    if (2 * byKey.size() > table.length) {
      enter(2 * table.length);
    } else {
      table[placeOf(peer.number)] = peer;
    }
  }

  void remove(PeerState peer) {
    bySlot.set(peer.slot, null);
    byKey.remove(rank(peer));
    enter(table.length);
  }

  /** Returns the position among all by key, or a negative value that encodes where it would be. */
  private int rank(PeerState peer) {
    return Collections.binarySearch(byKey, peer, (a, b) -> Long.compare(a.number, b.number));
  }

  private void enter(int length) {
    table = new PeerState[length];
    for (PeerState peer : byKey) {
      table[placeOf(peer.number)] = peer;
    }
  }

  /** Returns all peers, ordered by key. */
  List<PeerState> all() {
    return byKey;
  }
}
