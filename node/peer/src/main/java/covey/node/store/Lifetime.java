package covey.node.store;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Lets work on a store go on until it ends, and lets the end wait for what is under way: nothing is
 * written into a folder that was deleted, or locked again after it was released. Thread-safe.
 */
final class Lifetime {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean over;

  /** Work that may fail of the disk. */
  interface Work<T> {
    T run() throws IOException;
  }

  /** Does the work; throws {@link OverException} if the end came before it. */
  <T> T during(Work<T> work) throws IOException {
    lock.readLock().lock();
    try {
      if (over) {
        throw new OverException();
      }
      return work.run();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Waits for work under way and ends; returns false if it had ended before. */
  boolean end() {
    lock.writeLock().lock();
    try {
      boolean first = !over;
      over = true;
      return first;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** The store was closed. */
  static final class OverException extends IOException {
    private static final long serialVersionUID = 1L;

    OverException() {
      super("the share was closed");
    }
  }
}
