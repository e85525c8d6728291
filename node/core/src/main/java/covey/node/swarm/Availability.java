package covey.node.swarm;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How many open, serving peers hold each piece, who the only one is where there is just one, and
 * the pieces still to be begun (the pool) in order of rarity.
 *
 * <p>The pool is an array sorted by count, with the start of each count's stretch beside it; a
 * piece whose count changes by one is swapped over the border of two stretches, so every change is
 * O(1). Within a stretch the order is random. The only holder is found by keeping, for each piece,
 * the exclusive or of its holders' slots.
 */
final class Availability {
  private static final int FIELDS = 4;
  private static final int COUNT = 0;
  private static final int SLOTS = 1;
  private static final int POSITION = 2;

  /**
   * Of each piece its count, its holders' slots and its position, side by side: each is asked for
   * as often as any peer gets a piece, and so they come into the cache together.
   */
  private final int[] cells;

  private final int[] order;
  private final SplittableRandom random;

  /** Where pieces held by so many or more begin; beyond the end, {@link #size}. */
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

  /** The slot of the only holder, or 0 if nobody or several hold it. */
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

  /** Puts a piece into the pool, at a random place among those as rare. */
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

  /** Takes a piece out of the pool. */
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

  /** Whether one piece of the pool comes before another. */
  boolean isRarer(int piece, int other) {
    return position(piece) < position(other);
  }

  int poolSize() {
    return size;
  }

  /** Where the pool's pieces that at least {@code count} peers hold begin. */
  int firstIndex(int count) {
    return count < start.length ? start[count] : size;
  }

  /** The pool's piece at an index: the rarest first. */
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

  /** Puts a piece at a random place of its stretch; else all cores would pick in the same order. */
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
