package covey.tracker.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A map from objects, compared by identity, to the second in which they expire. Takes 8 to 16 bytes
 * per entry.
 *
 * <p>Open addressing with linear probing, at most three quarters full; removal shifts later entries
 * back, so there are no tombstones (Knuth, TAOCP 3, 6.4, algorithm R). Not thread-safe.
 */
final class ExpiryTable<K> {
  private static final int LEAST_SLOTS = 2;

  private @Nullable Object[] keys = new @Nullable Object[LEAST_SLOTS];
  private int[] expirySeconds = new int[LEAST_SLOTS];
  private int size;

  int size() {
    return size;
  }

  boolean contains(K key) {
    return keys[slotOf(key)] != null;
  }

  /** Adds or replaces an entry; returns true if the key is new. */
  boolean put(K key, int expirySecond) {
    int slot = slotOf(key);
    if (keys[slot] != null) {
      expirySeconds[slot] = expirySecond;
      return false;
    }
    if ((size + 1) * 4L > keys.length * 3L) {
      resize(keys.length * 2);
      slot = slotOf(key);
    }
    keys[slot] = key;
    expirySeconds[slot] = expirySecond;
    size++;
    return true;
  }

  /** Removes an entry; returns true if the key was present. */
  boolean remove(K key) {
    int slot = slotOf(key);
    if (keys[slot] == null) {
      return false;
    }
    removeSlot(slot);
    if (keys.length > LEAST_SLOTS && size * 8L < keys.length) {
      resize(keys.length / 2);
    }
    return true;
  }

  /**
   * Visits live entries, starting at slot {@code start} (any int) and wrapping around, until the
   * visitor returns false.
   */
  void visitLive(int start, int nowSecond, Visitor<K> visitor) {
    int mask = keys.length - 1;
    for (int i = 0; i < keys.length; i++) {
      int slot = (start + i) & mask;
      if (keys[slot] != null && expirySeconds[slot] > nowSecond && !visitor.visit(key(slot))) {
        return;
      }
    }
  }

  /** Removes expired entries and returns their keys. */
  List<K> expire(int nowSecond) {
    // Collected first, because a removal may move an unvisited entry to a slot already visited.
    List<K> expired = new ArrayList<>(0);
    for (int slot = 0; slot < keys.length; slot++) {
      if (keys[slot] != null && expirySeconds[slot] <= nowSecond) {
        expired.add(key(slot));
      }
    }
    expired.forEach(this::remove);
    return expired;
  }

  /** Returns all keys, including expired ones. */
  List<K> keys() {
    List<K> all = new ArrayList<>(size);
    for (int slot = 0; slot < keys.length; slot++) {
      if (keys[slot] != null) {
        all.add(key(slot));
      }
    }
    return all;
  }

  /** Receives keys one at a time; returns false to stop. */
  interface Visitor<K> {
    boolean visit(K key);
  }

  @SuppressWarnings("unchecked") // only put writes keys
  private K key(int slot) {
    return (K) Objects.requireNonNull(keys[slot]);
  }

  /** Returns the slot of the key, or the free slot where it would go. */
  @SuppressWarnings("ReferenceEquality") // keys are compared by identity
  private int slotOf(K key) {
    int mask = keys.length - 1;
    int slot = home(key, mask);
    while (keys[slot] != null && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static int home(Object key, int mask) {
    return ((System.identityHashCode(key) * 0x9E3779B9) >>> 7) & mask;
  }

  private void removeSlot(int removed) {
    int mask = keys.length - 1;
    int gap = removed;
    for (int slot = (gap + 1) & mask; keys[slot] != null; slot = (slot + 1) & mask) {
      int home = home(Objects.requireNonNull(keys[slot]), mask);
      if (((slot - home) & mask) >= ((slot - gap) & mask)) {
        keys[gap] = keys[slot];
        expirySeconds[gap] = expirySeconds[slot];
        gap = slot;
      }
    }
    keys[gap] = null;
    size--;
  }

  private void resize(int slots) {
    @Nullable Object[] oldKeys = keys;
    int[] oldExpiry = expirySeconds;
    keys = new @Nullable Object[slots];
    expirySeconds = new int[slots];
    for (int i = 0; i < oldKeys.length; i++) {
      Object old = oldKeys[i];
      if (old != null) {
        @SuppressWarnings("unchecked") // only put writes keys
        int slot = slotOf((K) old);
        keys[slot] = old;
        expirySeconds[slot] = oldExpiry[i];
      }
    }
  }
}
