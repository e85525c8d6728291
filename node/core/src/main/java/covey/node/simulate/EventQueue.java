package covey.node.simulate;

import java.util.Arrays;

/**
 * Virtual time: what is to happen, by time and, at the same time, in the order in which it was put
 * in. A heap of four children a node, in arrays: an event costs no object but its action.
 */
final class EventQueue {
  private static final int CHILDREN = 4;

  /** Each event's time and number, side by side: four children lie together. */
  private long[] keys = new long[2 * 1024];

  private Runnable[] actions = new Runnable[1024];
  private int size;
  private long nowNanos;
  private long putCount;

  long nowNanos() {
    return nowNanos;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** When the next event happens; Long.MAX_VALUE if there is none. */
  long nextNanos() {
    return size == 0 ? Long.MAX_VALUE : keys[0];
  }

  /** Lets something happen at a time, or now if that is past. */
  void at(long nanos, Runnable action) {
    if (size == actions.length) {
      keys = Arrays.copyOf(keys, 4 * size);
      actions = Arrays.copyOf(actions, 2 * size);
    }
    long time = Math.max(nowNanos, nanos);
    long number = putCount++;
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) / CHILDREN;
      if (isBefore(parent, time, number)) {
        break;
      }
      move(parent, hole);
      hole = parent;
    }
    put(hole, time, number, action);
  }

  /** Lets the next event happen. */
  void next() {
    nowNanos = keys[0];
    Runnable action = actions[0];
    size--;
    sink(keys[2 * size], keys[2 * size + 1], actions[size]);
    action.run();
  }

  /** Puts the last event, which is out of the heap, in the place of the first. */
  private void sink(long time, long number, Runnable action) {
    int hole = 0;
    while (true) {
      int first = hole * CHILDREN + 1;
      int least = first;
      for (int child = first + 1; child < Math.min(first + CHILDREN, size); child++) {
        least = isBefore(child, keys[2 * least], keys[2 * least + 1]) ? child : least;
      }
      if (first >= size || !isBefore(least, time, number)) {
        break;
      }
      move(least, hole);
      hole = least;
    }
    put(hole, time, number, action);
  }

  private boolean isBefore(int index, long time, long number) {
    long other = keys[2 * index];
    return other != time ? other < time : keys[2 * index + 1] < number;
  }

  private void move(int from, int to) {
    put(to, keys[2 * from], keys[2 * from + 1], actions[from]);
  }

  private void put(int index, long time, long number, Runnable action) {
    keys[2 * index] = time;
    keys[2 * index + 1] = number;
    actions[index] = action;
  }
}
