package covey.node.swarm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open peers, by key and by slot; a slot is used again after its peer is gone.
 *
 * <p>Most of what a core is told is of one peer, and most of what that costs is memory that is not
 * in a cache: so a peer is found by a hash of its number, with open addressing.
 */
final class PeerTable {
  /** Fibonacci hashing: the golden ratio's part of 2^64. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** At most half full: a length that is a power of two. */
  private @Nullable PeerState[] table = new PeerState[16];

  private final ArrayList<PeerState> byKey = new ArrayList<>();
  private final ArrayList<@Nullable PeerState> bySlot = new ArrayList<>();

  PeerTable() {
    bySlot.add(null);
  }

  @Nullable PeerState find(PeerKey key) {
    return table[placeOf(key.number())];
  }

  /** Where it is, or would be. */
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

  /** Its place among all by key, or, less than 0, where it would be. */
  private int rank(PeerState peer) {
    return Collections.binarySearch(byKey, peer, (a, b) -> Long.compare(a.number, b.number));
  }

  private void enter(int length) {
    table = new PeerState[length];
    for (PeerState peer : byKey) {
      table[placeOf(peer.number)] = peer;
    }
  }

  /** All, by key. */
  List<PeerState> all() {
    return byKey;
  }
}
