package covey.node.simulate;

import java.util.Arrays;

/**
 * Virtual time: what is to happen, by time and, at the same time, in the order in which it was put
 * in. A heap of four children a node, in arrays: an event costs no object but its action.
 */
final class EventQueue {
  private static final int CHILDREN = 4;

  private long[] times = new long[1024];
  private long[] numbers = new long[1024];
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
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  /** Lets something happen at a time, or now if that is past. */
  void at(long nanos, Runnable action) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size);
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
    nowNanos = times[0];
    Runnable action = actions[0];
    size--;
    sink(times[size], numbers[size], actions[size]);
    action.run();
  }

  /** Puts the last event, which is out of the heap, in the place of the first. */
  private void sink(long time, long number, Runnable action) {
    int hole = 0;
    while (true) {
      int first = hole * CHILDREN + 1;
      int least = first;
      for (int child = first + 1; child < Math.min(first + CHILDREN, size); child++) {
        least = isBefore(child, times[least], numbers[least]) ? child : least;
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
    return times[index] != time ? times[index] < time : numbers[index] < number;
  }

  private void move(int from, int to) {
    put(to, times[from], numbers[from], actions[from]);
  }

  private void put(int index, long time, long number, Runnable action) {
    times[index] = time;
    numbers[index] = number;
    actions[index] = action;
  }
}
