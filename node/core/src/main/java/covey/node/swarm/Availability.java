package covey.node.swarm;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Counts the open, serving peers that hold each piece, knows the holder of pieces that have only
 * one, and orders the pieces still to be begun (the pool) by rarity.
 *
 * <p>The pool is an array sorted by count, with the start of each count's section in a second
 * array; a piece whose count changes by one is swapped across the border of two sections, so every
 * change is O(1). Within a section the order is random. The exclusive or of the holders' slots,
 * kept for each piece, identifies an only holder.
 */
final class Availability {
  private static final int FIELDS = 4;
  private static final int COUNT = 0;
  private static final int SLOTS = 1;
  private static final int POSITION = 2;

  /**
   * The count, the holders' slots and the position of each piece, side by side, so that one cache
   * line holds them: all are read whenever a peer gets a piece.
   */
  private final int[] cells;

  private final int[] order;
  private final SplittableRandom random;

  /** The first index of pieces held by this many peers or more; beyond the end, {@link #size}. */
  private int[] start = new int[4];

  private int size;

  Availability(int pieceCount, SplittableRandom random) {
    cells = new int[FIELDS * pieceCount];
    order = new int[pieceCount];
    this.random = random;
    for (int piece = 0; piece < pieceCount; piece++) {
      cells[FIELDS * piece + POSITION] = -1;
    }
  }

  private int position(int piece) {
    return cells[FIELDS * piece + POSITION];
  }

  int count(int piece) {
    return cells[FIELDS * piece + COUNT];
  }

  /** Returns the slot of the only holder, or 0 if there are none or several. */
  int soleSlot(int piece) {
    return count(piece) == 1 ? cells[FIELDS * piece + SLOTS] : 0;
  }

  void gained(int piece, int slot) {
    cells[FIELDS * piece + SLOTS] ^= slot;
    int count = cells[FIELDS * piece + COUNT]++;
    reserve(count + 2);
    if (position(piece) >= 0) {
      swap(position(piece), start[count + 1] - 1);
      start[count + 1]--;
      mix(piece, count + 1);
    }
  }

  void lost(int piece, int slot) {
    cells[FIELDS * piece + SLOTS] ^= slot;
    int count = cells[FIELDS * piece + COUNT]--;
    if (position(piece) >= 0) {
      swap(position(piece), start[count]);
      start[count]++;
      mix(piece, count - 1);
    }
  }

  /** Adds a piece to the pool, at a random position among equally rare ones. */
  void add(int piece) {
    if (position(piece) >= 0) {
      return;
    }
    int count = count(piece);
    reserve(count + 2);
    int hole = size++;
    for (int c = start.length - 1; c > count; c--) {
      int first = start[c]++;
      if (first < hole) {
        put(hole, order[first]);
        hole = first;
      }
    }
    put(hole, piece);
    swap(hole, start[count] + random.nextInt(hole - start[count] + 1));
  }

  /** Removes a piece from the pool. */
  void remove(int piece) {
    if (position(piece) < 0) {
      return;
    }
    int hole = position(piece);
    for (int c = count(piece) + 1; c < start.length; c++) {
      int last = --start[c];
      if (last != hole) {
        put(hole, order[last]);
        hole = last;
      }
    }
    size--;
    if (hole != size) {
      throw new IllegalStateException("pool of " + size + " pieces has a hole at " + hole);
    }
    cells[FIELDS * piece + POSITION] = -1;
  }

  boolean inPool(int piece) {
    return position(piece) >= 0;
  }

  /** Returns whether one piece of the pool comes before another. */
  boolean isRarer(int piece, int other) {
    return position(piece) < position(other);
  }

  int poolSize() {
    return size;
  }

  /** Returns the first index of the pool's pieces that at least {@code count} peers hold. */
  int firstIndex(int count) {
    return count < start.length ? start[count] : size;
  }

  /** Returns the pool's piece at an index, the rarest first. */
  int pooled(int index) {
    return order[index];
  }

  private void reserve(int count) {
    if (count >= start.length) {
      int old = start.length;
      start = Arrays.copyOf(start, Math.max(count + 1, old * 2));
      Arrays.fill(start, old, start.length, size);
    }
  }

  /**
   * Moves a piece to a random position in its section; otherwise all cores would pick in the same
   * order.
   */
  private void mix(int piece, int count) {
    swap(position(piece), random.nextInt(start[count], firstIndex(count + 1)));
  }

  private void swap(int a, int b) {
    int piece = order[a];
    put(a, order[b]);
    put(b, piece);
  }

  private void put(int index, int piece) {
    order[index] = piece;
    cells[FIELDS * piece + POSITION] = index;
  }
}
