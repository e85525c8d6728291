package covey.node.simulate;

import java.util.Arrays;

/**
 * Virtual time: pending events ordered by time, then by insertion. A 4-ary heap in arrays, so an
 * event allocates only its action.
 */
final class EventQueue {
  private static final int CHILDREN = 4;

  /** Each event's time and number, side by side, so that four siblings are adjacent. */
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

  /** Returns when the next event happens; Long.MAX_VALUE if there is none. */
  long nextNanos() {
    return size == 0 ? Long.MAX_VALUE : keys[0];
  }

  /** Schedules an action at a time, or now if that time has passed. */
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

  /** Runs the next event. */
  void next() {
    nowNanos = keys[0];
    Runnable action = actions[0];
    size--;
    sink(keys[2 * size], keys[2 * size + 1], actions[size]);
    action.run();
  }

  /** Moves the last event, already removed from the heap, to the place of the first. */
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
